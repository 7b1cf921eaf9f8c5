package app.countersign.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.platform.socket.TestSocket.Closed;
import app.countersign.platform.socket.TestSocket.Options;
import app.countersign.platform.socket.TestStreams.Tick;
import app.countersign.platform.stream.TestRows;
import app.countersign.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a subscription: its events, its errors, and who may go on listening. */
@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.graphql.socket.recheck-every", value = "100ms")
@Property(name = "countersign.graphql.socket.standing-age", value = "0s")
@Property(name = "countersign.graphql.socket.patience", value = "2s")
@Property(name = "countersign.graphql.socket.buffer-messages", value = "20")
class SubscriptionTest {
  private static final String TICKETS = "subscription { tickets { number } }";

  private final EmbeddedServer server;
  private final Connections connections;
  private final TestStreams streams;
  private final TestRows rows;
  private final MeterRegistry metrics;
  private final List<TestSocket> opened = new ArrayList<>();

  SubscriptionTest(
      EmbeddedServer server,
      Connections connections,
      TestStreams streams,
      TestRows rows,
      MeterRegistry metrics) {
    this.server = server;
    this.connections = connections;
    this.streams = streams;
    this.rows = rows;
    this.metrics = metrics;
  }

  @BeforeEach
  void forget() {
    streams.authorLoads.clear();
    streams.cancelled.clear();
    streams.ticksTaken.set(0);
  }

  @AfterEach
  void everythingIsFreedWhenClientsLeave() {
    opened.forEach(TestSocket::close);

    Waiting.until(() -> connections.openConnections() == 0);
    Waiting.until(() -> connections.runningOperations() == 0);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 0);
  }

  @Test
  void aThousandEventsComeInTheirOrderAndAreCounted() {
    TestSocket socket = ready("");
    double before = metrics.counter("graphql.socket.events").count();

    socket.subscribe("s", "subscription { ticks(count: 1000) { number } }");

    for (int i = 1; i <= 1000; i++) {
      assertThat(socket.next().at("/payload/data/ticks/number").asInt()).isEqualTo(i);
    }
    assertThat(socket.next().path("type").asText()).isEqualTo("complete");
    assertThat(metrics.counter("graphql.socket.events").count() - before).isEqualTo(1000);
  }

  @Test
  void eachEventHasLoadersOfItsOwn() {
    TestSocket socket = ready("");

    socket.subscribe(
        "s", "subscription { ticks(count: 3) { a: author { name } b: author { name } } }");
    socket.next();
    socket.next();
    socket.next();
    socket.next();

    assertThat(streams.authorLoads).containsExactly(Set.of("Bea"), Set.of("Ada"), Set.of("Bea"));
  }

  @Test
  void argumentsComeFromVariables() {
    TestSocket socket = ready("");

    socket.subscribe(
        "s",
        "subscription Some($count: Int!) { ticks(count: $count, size: 2) { number text } }",
        Map.of("count", 1));

    assertThat(socket.next().at("/payload/data/ticks"))
        .hasToString("{\"number\":1,\"text\":\"xx\"}");
    assertThat(socket.next().path("type").asText()).isEqualTo("complete");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subscription { ticks | GRAPHQL_PARSE_FAILED",
        "subscription { nothing } | GRAPHQL_VALIDATION_FAILED",
        "subscription { a: ticks(count: 1) { number } b: ticks(count: 1) { number } }"
            + " | GRAPHQL_VALIDATION_FAILED",
        "subscription { __typename } | GRAPHQL_VALIDATION_FAILED",
        "subscription { ticks(count: 1) @skip(if: true) { number } } | GRAPHQL_VALIDATION_FAILED",
        "subscription S($no: Boolean = true) { ticks(count: 1) @skip(if: $no) { number } }"
            + " | GRAPHQL_VALIDATION_FAILED",
        "subscription { ...F } fragment F on Subscription { ... { ticks(count: 1)"
            + " @include(if: false) { number } } } | GRAPHQL_VALIDATION_FAILED",
        "subscription { ...F } fragment F on Subscription { ...F } | GRAPHQL_VALIDATION_FAILED",
        "subscription { ... on Query { hello } } | GRAPHQL_VALIDATION_FAILED",
        "subscription S($c: Int!) { ticks(count: $c) { number } } | BAD_REQUEST",
        "query A { hello } query B { hello } | BAD_REQUEST",
        "mutation { addNote(input: {text: \"x\"}) { userErrors { code } } } | BAD_REQUEST",
        "subscription { tickets { number } } | UNAUTHENTICATED",
        "subscription { ticks(count: 1) { a1: author { name } a2: author { name }"
            + " a3: author { country { neighbours { neighbours { neighbours { neighbours {"
            + " neighbours { neighbours { neighbours { neighbours { neighbours { neighbours {"
            + " code } } } } } } } } } } } } } } | LIMIT_EXCEEDED",
      })
  void whatMayNotRunEndsWithOneErrorAndItsCode(String query, String code) {
    TestSocket socket = ready("");
    long notes = rows.notes();

    socket.subscribe("s", query);
    JsonNode message = socket.next();

    assertThat(message.path("type").asText()).as(message.toString()).isEqualTo("error");
    assertThat(message.at("/payload/0/extensions/code").asText())
        .as(message.toString())
        .isEqualTo(code);
    assertThat(message.at("/payload/0/extensions/requestId").asText()).isNotEmpty();
    assertThat(rows.notes()).isEqualTo(notes);
    socket.subscribe("s", "{ hello }");
    assertThat(socket.next().at("/payload/data/hello").asText()).isEqualTo("world");
  }

  @Test
  void aRoleBelowTheFieldsIsRefusedAndOneAboveIsNot() {
    TestSocket analyst = ready("analyst");
    TestSocket operator = ready("senior_operator");

    analyst.subscribe("s", TICKETS);
    operator.subscribe("s", TICKETS);

    assertThat(analyst.next().at("/payload/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 1);
    streams.tickets.submit(new Tick(7, null));
    assertThat(operator.next().at("/payload/data/tickets/number").asInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "open, INTERNAL",
    "subscribe, INTERNAL",
    "later, INTERNAL",
    "flood, INTERNAL",
    "forbidden, FORBIDDEN"
  })
  void aSourceThatFailsEndsTheSubscriptionAndFaultsAreMasked(String how, String code) {
    TestSocket socket = ready("");

    socket.subscribe("s", "subscription { failing(how: \"%s\") { number } }".formatted(how));
    JsonNode message = socket.next();
    while (message.path("type").asText().equals("next")) {
      message = socket.next();
    }

    assertThat(message.path("type").asText()).isEqualTo("error");
    assertThat(message.at("/payload/0/extensions/code").asText()).isEqualTo(code);
    assertThat(message.at("/payload/0/extensions/requestId").asText()).isNotEmpty();
    assertThat(message.toString()).doesNotContain("hunter2");
  }

  @Test
  void aFieldThatFailsIsAnErrorOfItsEventAndTheNextOneComes() {
    TestSocket socket = ready("");

    socket.subscribe("s", "subscription { ticks(count: 2) { number failed } }");
    JsonNode first = socket.next();
    JsonNode second = socket.next();

    assertThat(first.path("type").asText()).isEqualTo("next");
    assertThat(first.at("/payload/data/ticks/number").asInt()).isEqualTo(1);
    assertThat(first.at("/payload/errors/0/extensions/code").asText()).isEqualTo("INTERNAL");
    assertThat(first.at("/payload/errors/0/path")).hasToString("[\"ticks\",\"failed\"]");
    assertThat(first.toString()).doesNotContain("hunter2");
    assertThat(second.at("/payload/data/ticks/number").asInt()).isEqualTo(2);
  }

  @Test
  void completingStopsTheSource() {
    TestSocket socket = ready("operator");
    socket.subscribe("s", TICKETS);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 1);

    socket.complete("s");

    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 0);
    streams.tickets.submit(new Tick(1, null));
    socket.send("{\"type\":\"ping\"}");
    assertThat(socket.next()).hasToString("{\"type\":\"pong\"}");
  }

  @Test
  void aClientThatIsGoneStopsTheSource() {
    TestSocket socket = ready("operator");
    socket.subscribe("s", TICKETS);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 1);

    socket.drop();

    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 0);
  }

  @Test
  void aTokenThatIsGoodNoMoreEndsEverySubscriptionAndTheConnection() {
    TestSocket socket = ready("operator-leaving");
    socket.subscribe("s1", TICKETS);
    socket.subscribe("s2", TICKETS);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 2);

    streams.revoked.add("operator-leaving");
    JsonNode first = socket.next();
    JsonNode second = socket.next();

    assertThat(List.of(first, second))
        .allSatisfy(
            message -> {
              assertThat(message.path("type").asText()).isEqualTo("error");
              assertThat(message.at("/payload/0/extensions/code").asText())
                  .isEqualTo("UNAUTHENTICATED");
            });
    assertThat(List.of(first.path("id").asText(), second.path("id").asText()))
        .containsExactlyInAnyOrder("s1", "s2");
    assertThat(socket.closed()).isEqualTo(new Closed(4403, "The token is no longer good."));
  }

  @Test
  void noEventIsSentOnATokenThatIsGoodNoMore() {
    TestSocket socket = ready("operator-gone");
    socket.subscribe("s", TICKETS);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 1);

    streams.revoked.add("operator-gone");
    streams.tickets.submit(new Tick(1, null));

    assertThat(socket.next().path("type").asText()).isEqualTo("error");
  }

  @Test
  void aRoleThatIsLostEndsTheSubscriptionButNotTheConnection() {
    TestSocket socket = ready("operator-demoted");
    socket.subscribe("s", TICKETS);
    Waiting.until(() -> streams.tickets.getNumberOfSubscribers() == 1);

    streams.roles.put("operator-demoted", Role.ANALYST);
    JsonNode message = socket.next();

    assertThat(message.path("type").asText()).isEqualTo("error");
    assertThat(message.at("/payload/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    socket.subscribe("q", "{ viewer { role } }");
    assertThat(socket.next().at("/payload/data/viewer/role").asText()).isEqualTo("ANALYST");
  }

  @Test
  void aClientThatDoesNotReadIsLetGoAndLittleIsKeptForIt() {
    TestSocket socket =
        new TestSocket(
            server.getURI(), new Options(GraphQlSocket.SUB_PROTOCOL, Map.of(), false, true));
    opened.add(socket);
    socket.init("");
    socket.subscribe("s", "subscription { ticks(count: 100000, size: 50000) { number text } }");

    Waiting.until(() -> closes("TRY_AGAIN_LATER") == 1);
    Waiting.until(() -> streams.cancelled.contains("ticks"));
    Waiting.until(() -> connections.openConnections() == 0);

    // What the network took, the buffer of 20, and what was asked for ahead.
    assertThat(streams.ticksTaken.get()).isLessThan(1_000);
  }

  @Test
  void aClientThatReadsSlowlyButReadsLosesNothing() {
    TestSocket socket =
        new TestSocket(
            server.getURI(), new Options(GraphQlSocket.SUB_PROTOCOL, Map.of(), false, true));
    opened.add(socket);
    socket.init("");
    socket.read(1);
    socket.next();
    socket.subscribe("s", "subscription { ticks(count: 300, size: 20000) { number text } }");

    for (int i = 1; i <= 300; i++) {
      JsonNode message = null;
      // A large message comes in several parts, each of which has to be asked for.
      for (int part = 0; message == null && part < 500; part++) {
        socket.read(1);
        message = socket.poll(Duration.ofMillis(5));
      }
      assertThat(message).as("message %d", i).isNotNull();
      assertThat(Objects.requireNonNull(message).at("/payload/data/ticks/number").asInt())
          .isEqualTo(i);
    }
    socket.read(10);
    assertThat(socket.next().path("type").asText()).isEqualTo("complete");
  }

  @Test
  void rowsAreTakenUpWhereTheyWereLeft() {
    rows.add("resumed", "one");
    rows.add("resumed", "two");
    TestSocket first = ready("analyst");
    String query =
        "subscription($after: Int) { rows(topic: \"resumed\", after: $after) { sequence body } }";
    first.subscribe("s", query, Map.of("after", 0));
    assertThat(first.next().at("/payload/data/rows/body").asText()).isEqualTo("one");
    int last = first.next().at("/payload/data/rows/sequence").asInt();
    first.drop();

    rows.add("resumed", "three");
    TestSocket second = ready("analyst");
    second.subscribe("s", query, Map.of("after", last));
    JsonNode third = second.next();
    rows.add("resumed", "end");
    JsonNode end = second.next();

    assertThat(third.at("/payload/data/rows")).hasToString("{\"sequence\":3,\"body\":\"three\"}");
    assertThat(end.at("/payload/data/rows")).hasToString("{\"sequence\":4,\"body\":\"end\"}");
    assertThat(second.next().path("type").asText()).isEqualTo("complete");
  }

  private double closes(String reason) {
    return metrics.counter("graphql.socket.closes", "reason", reason).count();
  }

  private TestSocket ready(String token) {
    TestSocket socket = TestSocket.ready(server.getURI(), token);
    opened.add(socket);
    return socket;
  }
}
