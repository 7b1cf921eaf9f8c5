package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.identity.Operators;
import app.countersign.llm.ModelServer;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An answer listened to while it is written, over a WebSocket to a running server. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "contract_chat_socket")
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.schedule.enabled", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractAnswerTest implements TestPropertyProvider {
  private static final String PASSWORD = "correct horse battery";
  private static final String HEAD = "QUOTES\n[1] page 1: A fee of $50.00 is kept.\nANSWER\n";

  private static ModelServer server;

  @Inject EmbeddedServer desk;
  @Inject Operators operators;
  @Inject ChatFixture chat;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Semaphore go = new Semaphore(0);
  private String token = "";
  private String contract = "";

  @Override
  public Map<String, String> getProperties() {
    server = new ModelServer();
    return Map.of(
        "countersign.llm.openai.api-key",
        "sk-test",
        "countersign.llm.openai.base-url",
        server.url());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeAll
  void begin() throws Exception {
    token = signIn();
    contract = chat.contract("😀 A fee of $50.00 is kept. 🚗");
  }

  @Test
  void anAnswerComesInPiecesAndEndsWithTheWhole() throws Exception {
    String answerId = ask();

    try (AnswerSocket socket = new AnswerSocket(desk.getURI(), token)) {
      socket.listen(answerId, 0);
      go.release();
      JsonNode first = socket.piece();
      go.release(2);
      List<JsonNode> rest = new ArrayList<>();
      while (rest.isEmpty() || !rest.getLast().at("/isLast").asBoolean()) {
        rest.add(socket.piece());
      }

      assertThat(first.toString())
          .isEqualTo(
              "{\"messageId\":\"%s\",\"offset\":0,\"text\":\"🚗 $50.00 [1]\",\"isLast\":false,\"message\":null}"
                  .formatted(answerId));
      assertThat(rest.getFirst().at("/offset").asInt()).isEqualTo(12);
      String all = "🚗 $50.00 [1], as it says 😀.";
      JsonNode last = rest.getLast();
      assertThat(pieces(first, rest)).isEqualTo(all);
      assertThat(last.at("/text").asText()).isEmpty();
      assertThat(last.at("/offset").asInt()).isEqualTo(all.codePointCount(0, all.length()));
      assertThat(last.at("/message").toString())
          .isEqualTo(
              "{\"status\":\"COMPLETE\",\"text\":\"%s\",\"source\":\"MODEL\",\"citations\":[{\"number\":1}]}"
                  .formatted(all));
      assertThat(socket.next().path("type").asText()).isEqualTo("complete");
    }
  }

  @Test
  void whoWasCutOffGoesOnWhereItWas() throws Exception {
    String answerId = ask();
    try (AnswerSocket socket = new AnswerSocket(desk.getURI(), token)) {
      socket.listen(answerId, 0);
      go.release();
      socket.piece();
    }

    try (AnswerSocket again = new AnswerSocket(desk.getURI(), token)) {
      again.listen(answerId, 2);
      JsonNode there = again.piece();
      go.release(2);
      List<JsonNode> rest = new ArrayList<>();
      while (rest.isEmpty() || !rest.getLast().at("/isLast").asBoolean()) {
        rest.add(again.piece());
      }

      assertThat(there.at("/offset").asInt()).isEqualTo(2);
      assertThat(pieces(there, rest)).isEqualTo("$50.00 [1], as it says 😀.");
    }
    try (AnswerSocket late = new AnswerSocket(desk.getURI(), token)) {
      late.listen(answerId, 27);
      JsonNode last = late.piece();

      assertThat(last.at("/isLast").asBoolean()).isTrue();
      assertThat(last.at("/message/status").asText()).isEqualTo("COMPLETE");
    }
    try (AnswerSocket beyond = new AnswerSocket(desk.getURI(), token)) {
      beyond.listen(answerId, 1_000_000);

      assertThat(beyond.piece().at("/isLast").asBoolean()).isTrue();
    }
  }

  @Test
  void onlyOnesOwnAnswerCanBeListenedTo() throws Exception {
    String answerId = ask();
    go.release(3);
    String other = signIn();

    try (AnswerSocket own = new AnswerSocket(desk.getURI(), token)) {
      own.listen(answerId, 0);
      while (!own.piece().at("/isLast").asBoolean()) {
        // to its end
      }
    }
    for (String id : List.of(answerId, Ids.next().toString(), "x")) {
      try (AnswerSocket socket = new AnswerSocket(desk.getURI(), other)) {
        socket.listen(id, 0);

        JsonNode refusal = socket.next();
        assertThat(refusal.path("type").asText()).isEqualTo("error");
        assertThat(refusal.at("/payload/0/message").asText())
            .isEqualTo("There is no such answer, or it is not yours.");
      }
    }
  }

  private static String pieces(JsonNode first, List<JsonNode> rest) {
    StringBuilder all = new StringBuilder(first.at("/text").asText());
    int begin = first.at("/offset").asInt();
    for (JsonNode piece : rest) {
      assertThat(piece.at("/offset").asInt())
          .isEqualTo(begin + all.codePointCount(0, all.length()));
      all.append(piece.at("/text").asText());
    }
    return all.toString();
  }

  /** Asks for an answer that the model gives word by word, one for each permit. */
  private String ask() throws Exception {
    go.drainPermits();
    server.then(this::slowly);
    JsonNode answer =
        call(
            token,
            "mutation { askContract(input: {contractId: \"%s\", message: \"Fee?\"}) { answerId } }"
                .formatted(contract));
    return answer.at("/data/askContract/answerId").asText();
  }

  private void slowly(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    for (String words : List.of(HEAD + "🚗 $50.00 [1],", " as it", " says 😀.")) {
      go.acquireUninterruptibly();
      send(exchange, ModelChatTest.event(words));
    }
    send(exchange, ModelChatTest.END);
    send(exchange, "data: [DONE]");
    exchange.close();
  }

  private static void send(HttpExchange exchange, String event) throws IOException {
    exchange.getResponseBody().write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private String signIn() throws Exception {
    String email = Ids.next() + "@example.com";
    operators.createIfAbsent(Actor.system("test"), email, "Ann", Role.OPERATOR, PASSWORD);
    return call(
            null,
            "mutation { signIn(input: {email: \"%s\", password: \"%s\"}) { session { accessToken } } }"
                .formatted(email, PASSWORD))
        .at("/data/signIn/session/accessToken")
        .asText();
  }

  private JsonNode call(@Nullable String bearer, String text) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(desk.getURI().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("query", text))));
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return Json.mapper()
        .readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }
}
