package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of a PDF from a folder to whoever may see it. */
@ContractTest
@Property(name = "countersign.database.name", value = "countersign_contract_pdf")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ContractPdfTest implements TestPropertyProvider {
  private static final String PDF = "%PDF-1.7 so much for a contract";

  @TempDir static Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  @Inject Contracts contracts;

  @Override
  public Map<String, String> getProperties() {
    return Map.of("countersign.store.folder", folder.toString());
  }

  private HttpResponse<String> open(@Nullable Role role, String id, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(contracts.uri("/contracts/%s/pdf".formatted(id)));
    if (role != null) {
      request.header("Authorization", "Bearer " + role);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String contractWith(Map<String, ?> more) {
    String id = Contracts.newId();
    contracts.take(id, Contracts.newAccount(), more);
    return id;
  }

  private void write(String key) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, PDF);
  }

  @Test
  void thePdfIsShownAndEachViewIsOnRecord() throws Exception {
    write("2024/one.pdf");
    String id = contractWith(Map.of("objectKey", "2024/one.pdf"));

    HttpResponse<String> whole = open(Role.ANALYST, id);
    HttpResponse<String> part = open(Role.OPERATOR, id, "Range", "bytes=0-7");
    HttpResponse<String> known =
        open(Role.ANALYST, id, "If-None-Match", whole.headers().firstValue("ETag").orElseThrow());

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(PDF);
    assertThat(whole.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("contract-%s.pdf".formatted(id));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("%PDF-1.7");
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(contracts.record(id).subList(1, 4))
        .containsExactly(
            "VIEW_PDF The ANALYST {\"view\": \"WHOLE\"}",
            "VIEW_PDF The OPERATOR {\"view\": \"PART\"}",
            "VIEW_PDF The ANALYST {\"view\": \"CACHED\"}");
  }

  @Test
  void aNewPlaceIsFoundAtOnce() throws Exception {
    write("old.pdf");
    String id = contractWith(Map.of("objectKey", "gone.pdf"));
    HttpResponse<String> gone = open(Role.ANALYST, id);

    contracts.take(id, Contracts.newAccount(), Map.of("objectKey", "old.pdf"));

    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(open(Role.ANALYST, id).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNotShownLeavesNoRecord() throws Exception {
    String id = contractWith(Map.of());
    Map<String, Long> rows = contracts.rows();

    assertThat(open(null, id).statusCode()).isEqualTo(401);
    assertThat(open(Role.ANALYST, id).statusCode()).isEqualTo(404);
    assertThat(open(Role.ANALYST, "nobody").statusCode()).isEqualTo(404);
    assertThat(contracts.rows()).isEqualTo(rows);
  }
}
