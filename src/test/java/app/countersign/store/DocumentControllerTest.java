package app.countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.Json;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@StoreTest
@Timeout(60)
class DocumentControllerTest {
  private static final int SIZE = 300_001;
  private static final byte[] CONTENT = new byte[SIZE];
  private static final String WRITTEN = "Fri, 02 Jan 2026 03:04:05 GMT";

  static {
    new Random(11).nextBytes(CONTENT);
  }

  private final EmbeddedServer server;
  private final TestDocuments documents;
  private final TestStores stores;
  private final Downloads downloads;
  private final HttpClient http = HttpClient.newHttpClient();
  private String id = "";
  private String etag = "";

  DocumentControllerTest(
      EmbeddedServer server, TestDocuments documents, TestStores stores, Downloads downloads) {
    this.server = server;
    this.documents = documents;
    this.stores = stores;
    this.downloads = downloads;
  }

  /** A contract of its own for each test, so that its views are its own too. */
  @BeforeEach
  void addContract() throws IOException {
    id = "GAP-" + UUID.randomUUID();
    ObjectKey key = file(id, CONTENT);
    Path written = stores.folder.root().resolve(key.value());
    Files.setLastModifiedTime(written, FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
    etag = stores.folder.stat(key).etag();
    documents.views.clear();
  }

  private ObjectKey file(String contractId, byte[] content) {
    ObjectKey key = new ObjectKey("folder/" + contractId);
    stores.folder.put(key, new ByteArrayInputStream(content));
    documents.add(contractId, key.value());
    return key;
  }

  private HttpResponse<byte[]> ask(String method, String contractId, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(contractId))
            .header("Authorization", "Bearer ANALYST")
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private URI uri(String contractId) {
    return server.getURI().resolve("/contracts/" + contractId + "/pdf");
  }

  private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
    return ask("GET", id, headers);
  }

  private static String header(HttpResponse<?> response, String name) {
    List<String> values = response.headers().allValues(name);
    return values.isEmpty() ? "" : String.join(" / ", values);
  }

  private static JsonNode error(HttpResponse<byte[]> response) throws IOException {
    return Json.mapper().readTree(response.body()).at("/errors/0");
  }

  private void describesTheDocument(HttpResponse<?> response) {
    assertThat(header(response, "ETag")).isEqualTo(etag);
    assertThat(header(response, "Last-Modified")).isEqualTo(WRITTEN);
    assertThat(header(response, "Cache-Control")).isEqualTo("private, max-age=900");
    assertThat(header(response, "Vary")).isEqualTo("Authorization");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(header(response, "X-Request-Id")).isNotEmpty();
  }

  private void describesItsContent(HttpResponse<?> response, long length) {
    describesTheDocument(response);
    assertThat(header(response, "Content-Type")).isEqualTo("application/pdf");
    assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(length));
    assertThat(header(response, "Transfer-Encoding")).isEmpty();
    assertThat(header(response, "Content-Encoding")).isEmpty();
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "Content-Disposition"))
        .isEqualTo("inline; filename=\"contract-%s.pdf\"".formatted(id));
  }

  @Test
  void theWholeDocumentIsSent() throws Exception {
    HttpResponse<byte[]> response = get("Accept-Encoding", "gzip, deflate", "Accept", "text/html");

    assertThat(response.statusCode()).isEqualTo(200);
    describesItsContent(response, SIZE);
    assertThat(header(response, "Content-Range")).isEmpty();
    assertThat(response.body()).isEqualTo(CONTENT);
    assertThat(documents.views).containsExactly("ANALYST %s WHOLE".formatted(id));
  }

  @Test
  void headSaysTheSameWithoutContentAndIsNoView() throws Exception {
    HttpResponse<byte[]> response = ask("HEAD", id, "Range", "bytes=0-9");

    assertThat(response.statusCode()).isEqualTo(200);
    describesItsContent(response, SIZE);
    assertThat(response.body()).isEmpty();
    assertThat(documents.views).isEmpty();
    assertThat(downloads.running()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99999, 0, 99999",
    "bytes=65535-65537, 65535, 65537",
    "bytes=300000-, 300000, 300000",
    "bytes=100000-999999999, 100000, 300000",
    "bytes=-1, 300000, 300000",
    "bytes=-1000000, 0, 300000"
  })
  void aRangeIsSentExactly(String range, int first, int last) throws Exception {
    HttpResponse<byte[]> response = get("Range", range);

    assertThat(response.statusCode()).isEqualTo(206);
    describesItsContent(response, last - first + 1L);
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(first, last, SIZE));
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(CONTENT, first, last + 1));
  }

  @Test
  void rangesPutTogetherAreTheDocument() throws Exception {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int first = 0; first < SIZE; first += 70_000) {
      whole.write(get("Range", "bytes=%d-%d".formatted(first, first + 69_999)).body());
    }

    assertThat(whole.toByteArray()).isEqualTo(CONTENT);
    assertThat(documents.views).containsExactly("ANALYST %s PART".formatted(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-1", "pages=1-2", "nonsense"})
  void aRangeThatIsMalformedOrManyGivesTheWhole(String range) throws Exception {
    HttpResponse<byte[]> response = get("Range", range);

    assertThat(response.statusCode()).isEqualTo(200);
    describesItsContent(response, SIZE);
    assertThat(response.body()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300001-", "bytes=-0"})
  void aRangeBeyondTheEndIsRefusedWithTheSize(String range) throws Exception {
    HttpResponse<byte[]> response = get("Range", range);

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */300001");
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(error(response).at("/extensions/code").asText()).isEqualTo("BAD_REQUEST");
    assertThat(error(response).path("message").asText())
        .isEqualTo("The document has 300,001 bytes.");
    assertThat(documents.views).isEmpty();
  }

  @Test
  void whatTheCallerHasIsNotSentAgain() throws Exception {
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<byte[]> response = ask(method, id, "If-None-Match", "\"x\", W/" + etag);

      assertThat(response.statusCode()).isEqualTo(304);
      describesTheDocument(response);
      assertThat(header(response, "Content-Length")).isEmpty();
      assertThat(response.body()).isEmpty();
    }
    assertThat(get("If-Modified-Since", WRITTEN).statusCode()).isEqualTo(304);
    assertThat(get("If-None-Match", "\"x\"", "If-Modified-Since", WRITTEN).statusCode())
        .isEqualTo(200);
    assertThat(documents.views)
        .containsExactly(
            "ANALYST %s CACHED".formatted(id),
            "ANALYST %s CACHED".formatted(id),
            "ANALYST %s CACHED".formatted(id),
            "ANALYST %s WHOLE".formatted(id));
  }

  @Test
  void aPartOfWhatIsGoneBecomesTheWhole() throws Exception {
    HttpResponse<byte[]> same = get("Range", "bytes=5-9", "If-Range", etag);
    HttpResponse<byte[]> sameDate = get("Range", "bytes=5-9", "If-Range", WRITTEN);
    HttpResponse<byte[]> other = get("Range", "bytes=5-9", "If-Range", "\"other\"");
    HttpResponse<byte[]> weak = get("Range", "bytes=5-9", "If-Range", "W/" + etag);

    assertThat(same.statusCode()).isEqualTo(206);
    assertThat(sameDate.statusCode()).isEqualTo(206);
    assertThat(sameDate.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 10));
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(CONTENT);
    assertThat(weak.statusCode()).isEqualTo(200);
  }

  @Test
  void whoWantsOnlyAPartOfThatVeryDocumentIsToldWhenItWasReplaced() throws Exception {
    HttpResponse<byte[]> response = get("Range", "bytes=5-9", "If-Match", "\"other\"");

    assertThat(response.statusCode()).isEqualTo(412);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(get("Range", "bytes=5-9", "If-Match", etag).statusCode()).isEqualTo(206);
  }

  @Test
  void anEmptyDocumentIsSentToo() throws Exception {
    file("EMPTY", new byte[0]);

    HttpResponse<byte[]> response = ask("GET", "EMPTY");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo("0");
    assertThat(response.body()).isEmpty();
    assertThat(ask("GET", "EMPTY", "Range", "bytes=0-").statusCode()).isEqualTo(416);
    eventuallyNothingRuns();
  }

  @Test
  void aPartWithoutAViewBeforeItIsAView() throws Exception {
    get("Range", "bytes=1-");
    get("Range", "bytes=100-200");
    ask("GET", id, "Range", "bytes=0-9");

    assertThat(documents.views)
        .containsExactly("ANALYST %s PART".formatted(id), "ANALYST %s PART".formatted(id));
  }

  @Test
  void eachReaderHasViewsOfTheirOwn() throws Exception {
    get();
    HttpRequest other =
        HttpRequest.newBuilder(uri(id))
            .headers("Authorization", "Bearer OPERATOR", "Range", "bytes=5-9")
            .build();
    http.send(other, BodyHandlers.discarding());

    assertThat(documents.views)
        .containsExactly("ANALYST %s WHOLE".formatted(id), "OPERATOR %s PART".formatted(id));
  }

  @Test
  void withoutARecordOfTheViewNothingIsSent() throws Exception {
    file(TestDocuments.UNRECORDED, CONTENT);

    HttpResponse<byte[]> response = ask("GET", TestDocuments.UNRECORDED);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(error(response).at("/extensions/code").asText()).isEqualTo("INTERNAL");
    assertThat(downloads.running()).isZero();
  }

  @Test
  void aDocumentReplacedJustBeforeItIsOpenedIsSentAsItIsNow() throws Exception {
    byte[] replacement = new byte[1_000];
    stores.afterStat =
        () -> {
          stores.afterStat = () -> {};
          file(id, replacement);
        };

    HttpResponse<byte[]> response = get("Range", "bytes=100-");

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes 100-999/1000");
    assertThat(header(response, "ETag")).isNotEqualTo(etag);
    assertThat(response.body()).isEqualTo(new byte[900]);
    assertThat(documents.views).containsExactly("ANALYST %s PART".formatted(id));
  }

  @Test
  void aDocumentReplacedAgainAndAgainIsNotSent() throws Exception {
    stores.afterStat = () -> file(id, CONTENT);
    try {
      HttpResponse<byte[]> response = get();

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(header(response, "Retry-After")).isEqualTo("1");
      assertThat(error(response).path("message").asText())
          .isEqualTo("The document is being replaced.");
    } finally {
      stores.afterStat = () -> {};
    }
    assertThat(documents.views).isEmpty();
    assertThat(downloads.running()).isZero();
  }

  @Test
  void aDocumentInABucketIsServedAlike() throws Exception {
    stores.server.put("s3/a.pdf", CONTENT);
    documents.add("IN-S3", "s3/a.pdf");

    HttpResponse<byte[]> whole = ask("GET", "IN-S3");
    HttpResponse<byte[]> part = ask("GET", "IN-S3", "Range", "bytes=-3");
    HttpResponse<byte[]> known = ask("GET", "IN-S3", "If-None-Match", header(whole, "ETag"));

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(CONTENT);
    assertThat(header(whole, "Content-Length")).isEqualTo("300001");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, SIZE - 3, SIZE));
    assertThat(known.statusCode()).isEqualTo(304);
    eventuallyNothingRuns();
  }

  @ParameterizedTest
  @CsvSource({
    "NOTHING, '', 404, NOT_FOUND, There is no contract with this id.",
    "HIDDEN, '', 404, NOT_FOUND, There is no contract with this id.",
    "%00, '', 404, NOT_FOUND, There is no contract with this id.",
    "NO-FILE, '', 404, NOT_FOUND, The contract has no document.",
    "ABSENT, folder/absent.pdf, 404, NOT_FOUND, The contract's document is missing.",
    "ABSENT-S3, s3/absent.pdf, 404, NOT_FOUND, The contract's document is missing.",
    "HOSTILE, folder/../../etc/passwd, 404, NOT_FOUND, The contract's document is missing.",
    "DOWN, down/a.pdf, 503, UNAVAILABLE, The store of documents does not answer for the moment.",
    "DENIED, denied/a.pdf, 502, UNAVAILABLE, The store of documents refuses this server; an"
        + " administrator has to mend it."
  })
  void whatCannotBeShownIsRefused(
      String contractId, String key, int status, String code, String message) throws Exception {
    if (!key.isEmpty()) {
      documents.add(contractId, key);
    }

    HttpResponse<byte[]> response = ask("GET", contractId);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error(response).at("/extensions/code").asText()).isEqualTo(code);
    assertThat(error(response).path("message").asText()).isEqualTo(message);
    assertThat(error(response).at("/extensions/requestId").asText())
        .isEqualTo(header(response, "X-Request-Id"));
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "ETag")).isEmpty();
    assertThat(header(response, "Retry-After")).isEqualTo(status == 503 ? "1" : "");
    assertThat(ask("HEAD", contractId).statusCode()).isEqualTo(status);
    assertThat(documents.views).isEmpty();
    assertThat(downloads.running()).isZero();
  }

  @Test
  void anIdTooLongIsNoContract() throws Exception {
    assertThat(ask("GET", "x".repeat(101)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer nobody"})
  void whoIsNotSignedInIsRefused(String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(id));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(error(response).at("/extensions/code").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(documents.views).isEmpty();
  }

  @Test
  void theLogNamesWhatWasAskedForAndHowItEnded() throws Exception {
    Logger requests = (Logger) LoggerFactory.getLogger("app.countersign.requests");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    requests.setLevel(Level.INFO);
    requests.setAdditive(false);
    lines.start();
    requests.addAppender(lines);
    try {
      get();
      ask("GET", "NOTHING");
      get("Range", "bytes=300001-");
    } finally {
      requests.detachAppender(lines);
      requests.setAdditive(true);
      requests.setLevel(null);
    }

    assertThat(lines.list)
        .extracting(line -> values(line, "path", "operation", "status", "outcome"))
        .containsExactly(
            "/contracts contractPdf 200 OK",
            "/contracts contractPdf 404 NOT_FOUND",
            "/contracts contractPdf 416 BAD_REQUEST");
  }

  private static String values(ILoggingEvent line, String... keys) {
    return Arrays.stream(keys)
        .map(
            key ->
                line.getKeyValuePairs().stream()
                    .filter(pair -> pair.key.equals(key))
                    .map(pair -> String.valueOf(pair.value))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void nothingIsChangedThroughThisDoor() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      assertThat(ask(method, id).statusCode()).as(method).isEqualTo(405);
    }
  }

  @Test
  void aNameThatIsNotPlainIsSentInTwoForms() {
    assertThat(DocumentAnswer.disposition("contract-GAP-2024-0001.pdf"))
        .isEqualTo("inline; filename=\"contract-GAP-2024-0001.pdf\"");
    assertThat(DocumentAnswer.disposition("a\"\r\nX: ü*.pdf"))
        .isEqualTo(
            "inline; filename=\"a___X____.pdf\";"
                + " filename*=UTF-8''a%22%0D%0AX%3A%20%C3%BC%2A.pdf");
  }

  private void eventuallyNothingRuns() throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(10));
    while (downloads.running() > 0 && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(downloads.running()).isZero();
  }
}
