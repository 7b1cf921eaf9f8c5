package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ContractTest
@Timeout(120)
class ContractImportControllerTest {
  private static final String NDJSON = "application/x-ndjson";

  private final Contracts contracts;
  private final HttpClient http = HttpClient.newHttpClient();

  ContractImportControllerTest(Contracts contracts) {
    this.contracts = contracts;
  }

  private static String line(String id, String text) {
    return Json.write(
        Map.of(
            "contractId",
            id,
            "accountNumber",
            "ACC-1",
            "type",
            "GAP",
            "price",
            Map.of("amount", "895.5"),
            "text",
            text));
  }

  private HttpResponse<String> send(String token, String contentType, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(contracts.uri("/imports/contracts"))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private List<String> answers(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = send("SENIOR_OPERATOR", NDJSON, body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(NDJSON);
    return response.body().lines().toList();
  }

  @Test
  void aBrokenLineIsNamedAndTheRestLands() throws Exception {
    String first = Contracts.newId();
    String last = Contracts.newId();
    String body =
        line(first, "one")
            + "\n"
            + line("x", "two").replace("895.5", "895.555")
            + "\n\n{\"half\n"
            + line(last, "three")
            + "\n";

    List<String> answers = answers(body);

    assertThat(answers)
        .containsExactly(
            "{\"line\":1,\"contractId\":\"%s\",\"status\":\"created\",\"version\":1,\"documentVersion\":1}"
                .formatted(first),
            "{\"line\":2,\"status\":\"refused\",\"code\":\"INVALID_INPUT\",\"path\":\"price.amount\",\"message\":\"USD"
                + " has 2 digits after the point, not 3.\"}",
            "{\"line\":4,\"status\":\"refused\",\"code\":\"UNREADABLE_DOCUMENT\",\"path\":\"$\","
                + "\"message\":\"Not one JSON object, at character 6.\"}",
            "{\"line\":5,\"contractId\":\"%s\",\"status\":\"created\",\"version\":1,\"documentVersion\":1}"
                .formatted(last));
  }

  @Test
  void theSameFileAgainChangesNothing() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      lines.add(line(Contracts.newId(), "text " + number));
    }
    String file = String.join("\n", lines);
    answers(file);
    Map<String, Long> rows = contracts.rows();

    List<String> again = answers(file);

    assertThat(again).hasSize(50).allMatch(answer -> answer.contains("\"unchanged\""));
    assertThat(contracts.rows()).isEqualTo(rows);
  }

  @Test
  void aLineOfEightMegabytesIsTakenAndALongerOneIsPassedOver() throws Exception {
    String id = Contracts.newId();
    // Three bytes each in UTF-8.
    String text = "\u20AC".repeat(2_600_000);

    List<String> answers = answers(line("y", "t".repeat(8_000_000)) + "\n" + line(id, text) + "\n");

    JsonNode tooLong = Json.mapper().readTree(answers.getFirst());
    assertThat(tooLong.path("code").asText()).isEqualTo("UNREADABLE_DOCUMENT");
    assertThat(tooLong.path("message").asText()).isEqualTo("A line has at most 8,000,000 bytes.");
    assertThat(answers.getLast()).contains("\"created\"");
    assertThat(contracts.number("SELECT length(text) FROM document WHERE contract_id = ?", id))
        .isEqualTo(2_600_000);
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/x-ndjson, 401, UNAUTHENTICATED",
    "nobody, application/x-ndjson, 401, UNAUTHENTICATED",
    "ANALYST, application/x-ndjson, 403, FORBIDDEN",
    "OPERATOR, application/x-ndjson, 403, FORBIDDEN",
    "SENIOR_OPERATOR, application/json, 415, BAD_REQUEST",
    "SENIOR_OPERATOR, application/x-ndjson;charset=latin1, 415, BAD_REQUEST",
  })
  void whoMayNotOrSendsSomethingElseChangesNothing(
      String token, String contentType, int status, String code) throws Exception {
    Map<String, Long> rows = contracts.rows();

    HttpResponse<String> response = send(token, contentType, line(Contracts.newId(), "text"));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(code);
    assertThat(contracts.rows()).isEqualTo(rows);
  }
}
