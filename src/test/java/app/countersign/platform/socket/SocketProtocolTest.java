package app.countersign.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.socket.TestSocket.Closed;
import app.countersign.platform.socket.TestSocket.Options;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says and how it closes, by the protocol graphql-transport-ws. */
@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.graphql.socket.init-within", value = "400ms")
@Property(name = "countersign.graphql.socket.ping-every", value = "200ms")
@Property(name = "countersign.graphql.socket.subscriptions", value = "3")
@Property(name = "countersign.graphql.socket.connections-per-actor", value = "2")
@Property(name = "countersign.graphql.socket.connections-per-address", value = "2")
class SocketProtocolTest {
  private final EmbeddedServer server;
  private final Connections connections;
  private final List<TestSocket> opened = new ArrayList<>();

  SocketProtocolTest(EmbeddedServer server, Connections connections) {
    this.server = server;
    this.connections = connections;
  }

  @AfterEach
  void everythingIsFreedWhenClientsLeave() {
    opened.forEach(TestSocket::close);

    Waiting.until(() -> connections.openConnections() == 0);
    Waiting.until(() -> connections.runningOperations() == 0);
  }

  @Test
  void aQueryIsAnsweredAndCompleted() {
    TestSocket socket = ready("analyst");

    socket.subscribe("q", "{ secret }");

    assertThat(socket.next())
        .hasToString(
            "{\"id\":\"q\",\"type\":\"next\",\"payload\":{\"data\":{\"secret\":\"for analyst\"}}}");
    assertThat(socket.next().toString()).contains("\"type\":\"complete\"").contains("\"id\":\"q\"");
  }

  @Test
  void aSubscriptionGivesItsEventsAndIsCompleted() {
    TestSocket socket = ready("");

    socket.subscribe("s", "subscription { ticks(count: 2) { number author { name } } }");

    assertThat(socket.next().at("/payload/data/ticks"))
        .hasToString("{\"number\":1,\"author\":{\"name\":\"Bea\"}}");
    assertThat(socket.next().at("/payload/data/ticks"))
        .hasToString("{\"number\":2,\"author\":{\"name\":\"Ada\"}}");
    assertThat(socket.next().path("type").asText()).isEqualTo("complete");
  }

  @Test
  void anIdMayBeUsedAgainWhenItsOperationIsOver() {
    TestSocket socket = ready("");

    socket.subscribe("again", "{ hello }");
    socket.next();
    socket.next();
    socket.subscribe("again", "{ hello }");

    assertThat(socket.next().at("/payload/data/hello").asText()).isEqualTo("world");
    socket.next();
  }

  @Test
  void pingsAreAnsweredWithTheirPayloadBeforeAndAfterInitialising() {
    TestSocket socket = connect(Options.plain());

    socket.send("{\"type\":\"ping\",\"payload\":{\"at\":1}}");
    socket.init("");
    socket.send("{\"type\":\"ping\"}");
    socket.send("{\"type\":\"pong\",\"payload\":{}}");

    assertThat(socket.next()).hasToString("{\"type\":\"pong\",\"payload\":{\"at\":1}}");
    assertThat(socket.next()).hasToString("{\"type\":\"connection_ack\"}");
    assertThat(socket.next()).hasToString("{\"type\":\"pong\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"start\"}",
        "{\"type\":\"next\",\"id\":\"1\"}",
        "{\"type\":\"connection_init\",\"payload\":7}",
        "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":7}}",
        "{\"type\":\"ping\",\"payload\":\"x\"}",
        "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ hello }\"}}",
        "{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{\"query\":\"{ hello }\"}}",
        "{\"type\":\"subscribe\",\"id\":7,\"payload\":{\"query\":\"{ hello }\"}}",
        "{\"type\":\"subscribe\",\"id\":\"1\"}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{}}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":7}}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ hello"
            + " }\",\"operationName\":7}}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ hello"
            + " }\",\"variables\":7}}",
        "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ hello"
            + " }\",\"extensions\":7}}",
        "{\"type\":\"complete\"}",
      })
  void whatIsNoMessageCloses4400(String text) {
    TestSocket socket = ready("");

    socket.send(text);

    assertThat(socket.closed().code()).isEqualTo(4400);
    assertThat(socket.closed().reason()).isNotEmpty();
  }

  @Test
  void anOperationBeforeTheAcknowledgementCloses4401() {
    TestSocket socket = connect(Options.plain());

    socket.subscribe("1", "{ hello }");

    assertThat(socket.closed()).isEqualTo(new Closed(4401, "Unauthorized"));
  }

  @Test
  void aTokenThatIsNoGoodCloses4403() {
    TestSocket socket = connect(Options.plain());

    socket.init("nobody");

    assertThat(socket.closed())
        .isEqualTo(new Closed(4403, "The Authorization header does not authenticate."));
  }

  @ParameterizedTest
  @CsvSource({"while-the-database-is-away, 1013", "with-a-bug, 1011"})
  void aTokenThatCannotBeLookedAtClosesAsAFailure(String token, int code) {
    TestSocket socket = connect(Options.plain());

    socket.init(token);

    assertThat(socket.closed().code()).isEqualTo(code);
    assertThat(socket.closed().reason()).doesNotContain("hunter2");
  }

  @Test
  void theHandshakesTokenCountsUnlessTheFirstMessageHasOne() {
    TestSocket byHandshake = connect(Options.plain().with("Authorization", "Bearer analyst"));
    TestSocket byMessage = connect(Options.plain().with("Authorization", "Bearer nobody"));

    byHandshake.init("");
    byMessage.init("operator");
    byHandshake.next();
    byMessage.next();
    byHandshake.subscribe("1", "{ viewer { name } }");
    byMessage.subscribe("1", "{ viewer { name } }");

    assertThat(byHandshake.next().at("/payload/data/viewer/name").asText()).isEqualTo("analyst");
    assertThat(byMessage.next().at("/payload/data/viewer/name").asText()).isEqualTo("operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "graphql-ws"})
  void anotherProtocolCloses4406(String protocol) {
    TestSocket socket = connect(new Options(protocol, Map.of(), true, true));

    assertThat(socket.closed()).isEqualTo(new Closed(4406, "Subprotocol not acceptable"));
  }

  @Test
  void aClientThatDoesNotSayWhoItIsCloses4408() {
    TestSocket socket = connect(Options.plain());

    assertThat(socket.closed()).isEqualTo(new Closed(4408, "Connection initialisation timeout"));
  }

  @Test
  void aClientThatOnlyPingsIsNotInitialisedEither() throws InterruptedException {
    TestSocket socket = connect(Options.plain());
    Thread pinging =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      socket.send("{\"type\":\"ping\"}");
                      Thread.sleep(20);
                    }
                  } catch (RuntimeException | InterruptedException closed) {
                    // what the test is about
                  }
                });

    assertThat(socket.closed().code()).isEqualTo(4408);
    pinging.join(2_000);
  }

  @Test
  void aClientThatDoesNotAnswerPingsCloses4408() {
    TestSocket socket = connect(new Options(GraphQlSocket.SUB_PROTOCOL, Map.of(), true, false));
    socket.init("");

    assertThat(socket.closed()).isEqualTo(new Closed(4408, "No answer to a ping"));
  }

  @Test
  void anIdThatIsInUseCloses4409() {
    TestSocket socket = ready("operator");

    socket.subscribe("1", "subscription { tickets { number } }");
    socket.subscribe("1", "{ hello }");

    assertThat(socket.closed())
        .isEqualTo(new Closed(4409, "Subscriber for this id already exists"));
  }

  @Test
  void initialisingTwiceCloses4429() {
    TestSocket socket = ready("");

    socket.init("");

    assertThat(socket.closed()).isEqualTo(new Closed(4429, "Too many initialisation requests"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "analyst-many"})
  void aCallerHasSoManyConnections(String token) {
    ready(token);
    TestSocket second = ready(token);
    TestSocket third = connect(Options.plain());

    third.init(token);

    assertThat(third.closed()).isEqualTo(new Closed(4429, "Too many connections"));
    second.close();
    second.closed();
    Waiting.until(() -> connections.openConnections() == 1);
    ready(token);
  }

  @Test
  void aConnectionHasSoManyOperations() {
    TestSocket socket = ready("operator");

    for (int i = 1; i <= 4; i++) {
      socket.subscribe("s" + i, "subscription { tickets { number } }");
    }
    JsonNode refusal = socket.next();

    assertThat(refusal.path("id").asText()).isEqualTo("s4");
    assertThat(refusal.path("type").asText()).isEqualTo("error");
    assertThat(refusal.at("/payload/0/extensions/code").asText()).isEqualTo("LIMIT_EXCEEDED");
    socket.complete("s1");
    socket.subscribe("s5", "{ hello }");
    assertThat(socket.next().at("/payload/data/hello").asText()).isEqualTo("world");
  }

  @Test
  void aMessageTooLargeCloses1009WholeOrInParts() {
    TestSocket whole = ready("");
    TestSocket parts = ready("");
    String half = "x".repeat(600_000);

    whole.sendPart(half + half, true);
    parts.sendPart(half, false).thenCompose(sent -> parts.sendPart(half, false));

    assertThat(whole.closed().code()).isEqualTo(1009);
    assertThat(parts.closed())
        .isEqualTo(new Closed(1009, "A message may have at most 1,000,000 bytes."));
  }

  @Test
  void aMessageInPartsIsPutTogether() {
    TestSocket socket = ready("");

    socket.sendPart("{\"type\":\"subscribe\",\"id\":\"1\",", false).join();
    socket.sendPart("\"payload\":{\"query\":", false).join();
    socket.sendPart("\"{ hello }\"}}", true).join();

    assertThat(socket.next().at("/payload/data/hello").asText()).isEqualTo("world");
  }

  @Test
  void binaryMessagesClose1003() {
    TestSocket socket = ready("");

    socket.sendBinary("{\"type\":\"ping\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(socket.closed().code()).isEqualTo(1003);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "nonsense origin"
      })
  void aPageOfAnotherSiteIsRefusedAtTheHandshake(String origin) {
    assertThatThrownBy(() -> connect(Options.plain().with("Origin", origin)))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void pagesOfThisServerAndThoseThatAreAllowedMayConnect() {
    for (String origin : List.of(server.getURI().toString(), "http://localhost:3000")) {
      TestSocket socket = connect(Options.plain().with("Origin", origin));

      socket.init("");

      assertThat(socket.next().path("type").asText()).isEqualTo("connection_ack");
    }
  }

  private TestSocket ready(String token) {
    TestSocket socket = TestSocket.ready(server.getURI(), token);
    opened.add(socket);
    return socket;
  }

  private TestSocket connect(Options options) {
    TestSocket socket = new TestSocket(server.getURI(), options);
    opened.add(socket);
    return socket;
  }
}
