package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LedgerTest
@Timeout(120)
class PlaidImportControllerTest {
  private static final String NDJSON = "application/x-ndjson";

  private final LedgerDesk desk;
  private final Consents consents;
  private final HttpClient http = HttpClient.newHttpClient();

  PlaidImportControllerTest(LedgerDesk desk, Consents consents) {
    this.desk = desk;
    this.consents = consents;
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(desk.uri("/imports/plaid" + query))
        .header("Authorization", "Bearer SENIOR_OPERATOR")
        .header("Content-Type", NDJSON);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private List<JsonNode> answers(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(NDJSON);
    List<JsonNode> answers = new ArrayList<>();
    for (String line : response.body().lines().toList()) {
      answers.add(Json.mapper().readTree(line));
    }
    return answers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyLineIsAnsweredInItsPlace() throws Exception {
    String first = LedgerDesk.newUser();
    String second = LedgerDesk.newUser();
    String body =
        String.join(
            "\n",
            LedgerDesk.documentOf(first, "1", "2"),
            "",
            "{\"override_accounts\":[",
            LedgerDesk.documentOf(second, "3"),
            LedgerDesk.documentOf(first, "2.00", "1").replace("\"1\"", "1"),
            LedgerDesk.documentOf(first, "1", "2"),
            LedgerDesk.document("9"));

    List<JsonNode> answers =
        answers(send(request("?consents=DATA_ANALYSIS,RECOMMENDATIONS"), utf8(body)));

    assertThat(answers)
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"line\":1,\"userId\":\"%s\",\"status\":\"imported\",\"accounts\":1,\"transactions\":2}"
                .formatted(first),
            """
            {"line":3,"status":"refused","code":"UNREADABLE_DOCUMENT","reason":"MALFORMED_JSON",\
            "path":"override_accounts[0]",\
            "message":"The document is not well-formed JSON at line 1, column 23."}\
            """,
            "{\"line\":4,\"userId\":\"%s\",\"status\":\"imported\",\"accounts\":1,\"transactions\":1}"
                .formatted(second),
            "{\"line\":5,\"userId\":\"%s\",\"status\":\"imported\",\"accounts\":1,\"transactions\":2}"
                .formatted(first),
            "{\"line\":6,\"userId\":\"%s\",\"status\":\"unchanged\",\"accounts\":1,\"transactions\":2}"
                .formatted(first),
            """
            {"line":7,"status":"refused","code":"INVALID_INPUT","path":"userId",\
            "message":"Give the user's id here or in the document's profile."}\
            """);
    assertThat(consents.granted(List.of(first, second)).values())
        .hasSize(2)
        .allMatch(
            kinds ->
                kinds.equals(EnumSet.of(ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/x-ndjson, '', 401, UNAUTHENTICATED",
    "nobody, application/x-ndjson, '', 401, UNAUTHENTICATED",
    "ANALYST, application/x-ndjson, '', 403, FORBIDDEN",
    "OPERATOR, application/x-ndjson, '', 403, FORBIDDEN",
    "SENIOR_OPERATOR, application/json, '', 415, BAD_REQUEST",
    "SENIOR_OPERATOR, text/plain, '', 415, BAD_REQUEST",
    "SENIOR_OPERATOR, '', '', 415, BAD_REQUEST",
    "SENIOR_OPERATOR, 'application/x-ndjson; charset=latin1', '', 415, BAD_REQUEST",
    "SENIOR_OPERATOR, application/x-ndjson, ?consents=ALL, 400, BAD_REQUEST"
  })
  void whoMayNotOrAsksWronglyIsRefusedAndNothingChanges(
      String token, String contentType, String query, int status, String code) throws Exception {
    Map<String, Long> before = desk.rows();
    HttpRequest.Builder request = HttpRequest.newBuilder(desk.uri("/imports/plaid" + query));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }

    HttpResponse<String> response =
        send(request, utf8(LedgerDesk.documentOf(LedgerDesk.newUser(), "1")));

    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode extensions = Json.mapper().readTree(response.body()).at("/errors/0/extensions");
    assertThat(extensions.path("code").asText()).isEqualTo(code);
    assertThat(extensions.path("requestId").asText())
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void anAdministratorMayToo() throws Exception {
    String userId = LedgerDesk.newUser();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(desk.uri("/imports/plaid"))
            .header("Authorization", "Bearer " + Role.ADMIN)
            .header("Content-Type", "Application/X-NDJSON; charset=\"UTF-8\"");

    List<JsonNode> answers = answers(send(request, utf8(LedgerDesk.documentOf(userId, "1"))));

    assertThat(answers)
        .extracting(answer -> answer.path("status").asText())
        .containsExactly("imported");
  }

  @Test
  void aLineTooLongOrNoTextIsPassedOver() throws Exception {
    String userId = LedgerDesk.newUser();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(utf8("x".repeat(6_000_000)));
    body.write(utf8("\n{\"a\":\""));
    body.write(0xFF);
    body.write(utf8("\"}\n" + LedgerDesk.documentOf(userId, "1") + "\n"));

    List<JsonNode> answers = answers(send(request(""), body.toByteArray()));

    assertThat(answers)
        .extracting(answer -> answer.path("status").asText() + " " + answer.path("reason").asText())
        .containsExactly("refused TOO_LARGE", "refused BAD_TEXT", "imported ");
    assertThat(answers.getFirst().path("message").asText())
        .isEqualTo("A line has at most 4,000,000 bytes.");
  }

  @Test
  void aCompressedStreamIsTaken() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < 50; number++) {
      text.append(LedgerDesk.documentOf(LedgerDesk.newUser(), "1", "2", "3")).append('\n');
    }

    List<JsonNode> answers =
        answers(send(request("").header("Content-Encoding", "gzip"), gzip(utf8(text.toString()))));

    assertThat(answers)
        .hasSize(50)
        .allMatch(answer -> answer.path("status").asText().equals("imported"));
  }

  @Test
  void aStreamThatSwellsOutOfAllProportionIsBrokenOff() throws Exception {
    byte[] swollen = new byte[200_000_000];

    List<JsonNode> answers =
        answers(send(request("").header("Content-Encoding", "gzip"), gzip(swollen)));

    assertThat(answers)
        .extracting(answer -> answer.path("message").asText())
        .containsExactly("The stream broke off in or after this line.");
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(body)) {
      gzip.write(text);
    }
    return body.toByteArray();
  }

  @Test
  void anAnswerComesBeforeTheNextLineIsSent() throws Exception {
    try (Socket socket = open()) {
      BufferedReader answers = reader(socket);
      for (int number = 0; number < 3; number++) {
        String userId = LedgerDesk.newUser();

        chunk(socket, LedgerDesk.documentOf(userId, "1") + "\n");

        assertThat(nextAnswer(answers)).contains(userId).contains("imported");
      }
      socket.getOutputStream().write(utf8("0\r\n\r\n"));
      assertThat(answers.readLine()).isEmpty();
      assertThat(answers.readLine()).isEqualTo("0");
    }
  }

  @Test
  void whoeverGoesAwayLeavesWholeDocumentsAndRoomForOthers() throws Exception {
    List<String> gone = new ArrayList<>();
    for (int number = 0; number < 12; number++) {
      // More than there is room for at once: each must have given its place back.
      eventually(utf8(""));
      String userId = LedgerDesk.newUser();
      gone.add(userId);
      try (Socket socket = open()) {
        chunk(socket, LedgerDesk.documentOf(userId, "1", "2") + "\n{\"override_acc");
        assertThat(nextAnswer(reader(socket))).contains(userId);
      }
    }
    String last = LedgerDesk.newUser();

    HttpResponse<String> response = eventually(utf8(LedgerDesk.documentOf(last, "1")));

    assertThat(answers(response).getFirst().path("userId").asText()).isEqualTo(last);
    assertThat(desk.number("SELECT count(*) FROM ledger_transaction WHERE user_id = ANY(?)", gone))
        .isEqualTo(24);
  }

  @Test
  void noMoreStreamsAreTakenAtOnceThanThereIsRoomFor() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int number = 0; number < 8; number++) {
        Socket socket = open();
        open.add(socket);
        chunk(socket, LedgerDesk.documentOf(LedgerDesk.newUser(), "1") + "\n");
        nextAnswer(reader(socket));
      }

      HttpResponse<String> refused =
          send(request(""), utf8(LedgerDesk.documentOf(LedgerDesk.newUser(), "1")));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("UNAVAILABLE").contains("8 imports are running");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    assertThat(eventually(utf8("")).statusCode()).isEqualTo(200);
  }

  /** Streams that were cut end a moment later. */
  private HttpResponse<String> eventually(byte[] body) throws Exception {
    HttpResponse<String> response = send(request(""), body);
    for (int attempt = 0; response.statusCode() == 503 && attempt < 100; attempt++) {
      Thread.sleep(100);
      response = send(request(""), body);
    }
    return response;
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(desk.uri("/").getHost(), desk.uri("/").getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            utf8(
                """
                POST /imports/plaid HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer SENIOR_OPERATOR\r
                Content-Type: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """));
    return socket;
  }

  private static void chunk(Socket socket, String text) throws IOException {
    byte[] bytes = utf8(text);
    OutputStream out = socket.getOutputStream();
    out.write(utf8(Integer.toHexString(bytes.length) + "\r\n"));
    out.write(bytes);
    out.write(utf8("\r\n"));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String nextAnswer(BufferedReader answers) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("{")) {
        return line;
      }
    }
    throw new IOException("no answer");
  }
}
