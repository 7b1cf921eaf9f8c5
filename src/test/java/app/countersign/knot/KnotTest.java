package app.countersign.knot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.knot.KnotFault.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Knot's client against a server that speaks its wire format. */
class KnotTest {
  private static final UUID ANA = new UUID(1, 1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final KnotServer server = new KnotServer();
  private Instant breakersTime = NOW;

  private final Clock breakersClock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return breakersTime;
        }
      };

  private final Knot knot = knot(configuration(Duration.ofSeconds(5)));

  private KnotConfiguration configuration(Duration deadline) {
    return new KnotConfiguration(
        server.url(),
        "client-7",
        "top-secret",
        null,
        "2.0",
        Duration.ofSeconds(1),
        Duration.ofMillis(400),
        deadline,
        3,
        Duration.ofMillis(5));
  }

  private Knot knot(KnotConfiguration configuration) {
    return new Knot(
        new KnotCalls(configuration, new SimpleMeterRegistry(), breakersClock),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    knot.close();
    server.close();
  }

  private static void assertFault(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KnotFault.class, fault -> assertThat(fault.reason()).isEqualTo(reason));
  }

  @Test
  void itSaysWhoItIsAndWhichVersionItSpeaks() {
    KnotSession session = knot.createSession(ANA);

    assertThat(session.token()).isEqualTo("session-of-" + ANA);
    assertThat(session.expiresAt()).isEqualTo(NOW.plusSeconds(1_800));
    var question = server.questions().getFirst();
    assertThat(question.authorization())
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("client-7:top-secret".getBytes()));
    assertThat(question.version()).isEqualTo("2.0");
    assertThat(question.json().path("type").textValue()).isEqualTo("transaction_link");
    assertThat(question.json().path("external_user_id").textValue()).isEqualTo(ANA.toString());
  }

  @Test
  void nothingSecretIsShown() {
    assertThat(configuration(Duration.ofSeconds(1)).toString()).isEqualTo("Knot at localhost");
    assertThat(new KnotSession("token", NOW).toString()).doesNotContain("token");
    server.then(KnotServer.json(401, "{\"error_code\": \"INVALID_API_KEYS\"}"));
    assertThatThrownBy(() -> knot.merchants()).hasMessage("Knot: KEYS_REFUSED");
  }

  @Test
  void aSessionIsExtended() {
    KnotSession session = knot.extendSession("abc");

    assertThat(session).isEqualTo(new KnotSession("abc", NOW.plusSeconds(1_800)));
    assertThat(server.questions().getFirst().json().path("session_id").textValue())
        .isEqualTo("abc");
  }

  @Test
  void merchantsAreListed() {
    assertThat(knot.merchants())
        .containsExactly(
            new KnotMerchant(44, "Amazon", "Online Shopping", "https://logos.example/44.png"),
            new KnotMerchant(19, "DoorDash", "Food Delivery", null),
            new KnotMerchant(36, "Uber Eats", null, null));
  }

  @Test
  void accountsComeAsAListOrAlone() {
    server.account(ANA, 44, "Amazon", "connected");
    assertThat(knot.accounts(ANA)).containsExactly(new KnotAccount(44, "Amazon", true));

    server.then(
        KnotServer.json(
            200,
            "{\"merchant\": {\"id\": 19, \"name\": \"DoorDash\"},"
                + " \"connection\": {\"status\": \"disconnected\"}}"));
    assertThat(knot.accounts(ANA)).containsExactly(new KnotAccount(19, "DoorDash", false));

    server.then(KnotServer.json(404, "{}"));
    assertThat(knot.accounts(ANA)).isEmpty();
  }

  @Test
  void pagesAreReadToTheEnd() {
    var states = new ArrayList<com.fasterxml.jackson.databind.node.ObjectNode>();
    for (int number = 0; number < 250; number++) {
      states.add(
          KnotTransactions.simple(
              new UUID(2, number), "2026-03-01T10:00:00Z", "ORDERED", "1.00", "4242"));
    }
    server.log(ANA, 44, states);

    TransactionPage first = knot.sync(ANA, 44, null);
    TransactionPage last = knot.sync(ANA, 44, "c200");

    assertThat(first.transactions()).hasSize(100);
    assertThat(first.nextCursor()).isEqualTo("c100");
    assertThat(last.transactions()).hasSize(50);
    assertThat(last.nextCursor()).isNull();
    var question = server.questions().getFirst().json();
    assertThat(question.path("limit").intValue()).isEqualTo(100);
    assertThat(question.get("cursor").isNull()).isTrue();
  }

  @Test
  void theDocumentedTransactionIsReadToTheCent() {
    server.now(KnotTransactions.documented(ANA));

    KnotTransaction read = knot.transaction(ANA);

    assertThat(read).isNotNull();
    assertThat(read.at()).isEqualTo(Instant.parse("2026-03-02T18:04:11Z"));
    assertThat(read.subtotal()).isEqualByComparingTo("43.69");
    assertThat(read.total()).isEqualByComparingTo("43.20");
    assertThat(read.adjustments().get(1).amount()).isEqualByComparingTo("-4.37");
    assertThat(read.payments().getFirst().lastFour()).isEqualTo("4242");
    assertThat(read.products().getFirst().unitPrice()).isEqualByComparingTo("21.845");
    assertThat(read.hasUnreadable()).isFalse();
    assertThat(knot.transaction(new UUID(9, 9))).isNull();
  }

  @Test
  void aNumberOfACardIsNeverTakenOver() {
    var state = KnotTransactions.simple(ANA, "2026-03-01T10:00:00Z", "ORDERED", "1.00", "4242");
    ((com.fasterxml.jackson.databind.node.ObjectNode) state.path("payment_methods").path(0))
        .put("last_four", "4111111111111111");
    server.now(state);

    KnotTransaction read = knot.transaction(ANA);

    assertThat(read).isNotNull();
    assertThat(read.payments().getFirst().lastFour()).isNull();
    assertThat(read.toString()).doesNotContain("4111111111111111");
  }

  @Test
  void whatIsNotOfItsKindCostsThatValueAlone() {
    var state = KnotTransactions.documented(ANA);
    ((com.fasterxml.jackson.databind.node.ObjectNode) state.path("price")).put("total", "$43.20");
    state.put("datetime", "yesterday");
    server.now(state);

    KnotTransaction read = knot.transaction(ANA);

    assertThat(read).isNotNull();
    assertThat(read.total()).isNull();
    assertThat(read.at()).isNull();
    assertThat(read.subtotal()).isEqualByComparingTo("43.69");
    assertThat(read.hasUnreadable()).isTrue();
  }

  @Test
  void whatMayPassIsTriedAgain() {
    server.then(KnotServer.json(503, ""), KnotServer.cut());

    assertThat(knot.merchants()).hasSize(3);
    assertThat(server.questions()).hasSize(3);
  }

  @Test
  void aWaitThatIsAskedForIsKept() {
    server.then(KnotServer.retryAfter(429, "1"));
    long begun = System.nanoTime();

    assertThat(knot.merchants()).hasSize(3);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aWaitBeyondTheDeadlineIsNotBegun() {
    server.then(KnotServer.retryAfter(429, "60"));
    long begun = System.nanoTime();

    assertFault(() -> knot.merchants(), Reason.RATE_LIMITED);

    assertThat(server.questions()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aSlowAnswerEndsWithTheDeadline() {
    server.before(question -> KnotServer.slow(3_000));
    Knot impatient = knot(configuration(Duration.ofMillis(600)));
    long begun = System.nanoTime();

    assertFault(impatient::merchants, Reason.TIMEOUT);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    impatient.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"transactions\": [",
        "[]",
        "{}",
        "{\"transactions\": {}}",
        "{\"transactions\": [{\"id\": 7}], \"next_cursor\": null}",
        "{\"transactions\": [], \"next_cursor\": 5}",
        "{\"transactions\": []} x"
      })
  void whatIsNotAsAgreedIsRefusedAndNotAskedAgain(String body) {
    server.then(KnotServer.json(200, body));

    assertFault(() -> knot.sync(ANA, 44, null), Reason.MALFORMED);
    assertThat(server.questions()).hasSize(1);
  }

  @Test
  void oneThatFailsAgainAndAgainIsLeftAlone() {
    server.before(question -> KnotServer.json(400, "{}"));
    for (int call = 0; call < 6; call++) {
      assertFault(() -> knot.merchants(), Reason.REFUSED);
    }
    server.before(question -> KnotServer.json(401, "{}"));
    for (int call = 0; call < 5; call++) {
      assertFault(() -> knot.merchants(), Reason.KEYS_REFUSED);
    }
    int asked = server.questions().size();
    assertFault(() -> knot.merchants(), Reason.LEFT_ALONE);
    assertThat(server.questions()).hasSize(asked);

    breakersTime = breakersTime.plusSeconds(61);
    server.before(question -> null);

    assertThat(knot.merchants()).hasSize(3);
  }

  @Test
  void unlinkingAndErasingWhatIsNotThereIsDone() {
    server.then(KnotServer.json(404, "{}"), KnotServer.json(404, "{}"));

    knot.unlink(ANA, 44);
    knot.deleteUser(ANA);

    assertThat(server.questions().stream().map(KnotServer.Question::path))
        .containsExactly("/accounts/unlink", "/user/delete");
  }

  @Test
  void reportsAreReadForWhatTheyAreAbout() {
    KnotReport report =
        KnotReport.read(
            """
            {"event": "UPDATED_TRANSACTIONS_AVAILABLE", "external_user_id": "%s",
             "merchant": {"id": 44, "name": "Amazon"}, "transactions": [{"id": "%s"}, "no id"],
             "timestamp": 1772366400000}
            """
                .formatted(ANA, ANA)
                .getBytes());

    assertThat(report)
        .isEqualTo(
            new KnotReport(
                "UPDATED_TRANSACTIONS_AVAILABLE",
                null,
                ANA,
                44,
                "Amazon",
                List.of(ANA),
                null,
                Instant.ofEpochMilli(1_772_366_400_000L)));
    assertThat(KnotReport.read("{}".getBytes())).isNull();
    assertThat(KnotReport.read("{".getBytes())).isNull();
  }
}
