package app.countersign.recordsystem;

import static app.countersign.recordsystem.RecordServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.recordsystem.Lookup.Found;
import app.countersign.recordsystem.Lookup.NotFound;
import app.countersign.recordsystem.Lookup.Unavailable;
import app.countersign.remote.RemoteAnswer.Reason;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Lookups in a record system that speaks HTTP, well or not. */
@Timeout(30)
class RecordSystemTest {
  private static final String ACCOUNT = "000000000042";
  private static final String KEY = "a bearer key nobody may read";
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final String GOOD =
      """
      {"account_number": "000000000042", "state": "US-CA", "policies": [
        {"policy_id": "GAP_O", "contract_template_id": "GAP-2024-0001", "since": {"year": 2024}},
        {"policy_id": "DI_F", "contract_template_id": "DI-7"},
        {"policy_id": "GAP_O", "contract_template_id": "GAP-2024-0001"}]}
      """;
  private static final Lookup FOUND =
      new Found(
          List.of(
              new RecordedContract("GAP_O", "GAP-2024-0001"),
              new RecordedContract("DI_F", "DI-7")));

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private RecordServer server;
  private HttpRecordSystem records;

  @BeforeEach
  void start() throws Exception {
    server = new RecordServer();
    records = records(server.url(), Duration.ofSeconds(5));
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger("app.countersign.recordsystem");
    root.setLevel(Level.ALL);
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger("app.countersign.recordsystem")).detachAppender(log);
    end.countDown();
    records.close();
    server.close();
    assertThat(log.list)
        .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain(ACCOUNT, KEY));
  }

  private HttpRecordSystem records(URI url, Duration timeout) {
    Clock moved =
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
            return now.get();
          }
        };
    return new HttpRecordSystem(
        new RecordSystemConfiguration(url, KEY, timeout, 3, Duration.ofMillis(10)), meters, moved);
  }

  private Lookup lookUp() {
    return records.lookUp(ACCOUNT, PATIENT);
  }

  private double counted(String meter, String outcome) {
    return meter.endsWith("calls")
        ? meters.get(meter).tag("outcome", outcome).timer().count()
        : meters.get(meter).tag("outcome", outcome).counter().count();
  }

  @Test
  void anAccountsContractsAreFound() {
    server.always(json(200, GOOD));

    assertThat(lookUp()).isEqualTo(FOUND);

    assertThat(server.questions())
        .containsExactly(
            new RecordServer.Question(
                "POST",
                "/lookup",
                "Bearer " + KEY,
                "application/json",
                "{\"account_number\":\"000000000042\"}"));
    assertThat(counted("record.system.calls", "answered")).isEqualTo(1);
    assertThat(counted("record.system.attempts", "answered")).isEqualTo(1);
  }

  @Test
  void anAccountWithoutContractsIsNotFound() {
    server.then(
        json(404, "{\"error\": \"no such account\"}"),
        json(200, "{\"account_number\": \"000000000042\", \"policies\": []}"));

    assertThat(lookUp()).isEqualTo(new NotFound());
    assertThat(lookUp()).isEqualTo(new NotFound());

    assertThat(server.questions()).hasSize(2);
    assertThat(counted("record.system.calls", "answered")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "null",
        "{\"account_number\": \"000000000042\"}",
        "{\"account_number\": 42, \"policies\": []}",
        "{\"account_number\": \"000000000043\", \"policies\": []}",
        "{\"account_number\": \"000000000042\", \"policies\": {}}",
        "{\"account_number\": \"000000000042\", \"policies\": []} {}",
        "{\"account_number\": \"000000000042\", \"policies\": [null]}",
        "{\"account_number\": \"000000000042\", \"policies\": [{\"policy_id\": \"A\"}]}",
        """
        {"account_number": "000000000042", "policies": [
          {"policy_id": 7, "contract_template_id": "B"}]}
        """,
        """
        {"account_number": "000000000042", "policies": [
          {"policy_id": " ", "contract_template_id": "B"}]}
        """,
        """
        {"account_number": "000000000042", "policies": [
          {"policy_id": "A\\u0000", "contract_template_id": "B"}]}
        """,
        """
        {"account_number": "000000000042", "policies": [
          {"policy_id": "A", "contract_template_id": "B"},
          {"policy_id": "A", "contract_template_id": "C"}]}
        """
      })
  void anAnswerThatIsNotWhatWasAgreedIsNoAnswer(String body) {
    server.always(json(200, body));

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.MALFORMED));

    assertThat(server.questions()).hasSize(1);
  }

  @Test
  void idsAndListsAndAnswersHaveALongestLength() {
    String policy = "{\"policy_id\": \"%s\", \"contract_template_id\": \"%s\"}";
    String fits = policy.formatted("p".repeat(50), "c".repeat(100));
    String answer = "{\"account_number\": \"000000000042\", \"policies\": [%s]%s}";
    String many = String.join(",", java.util.Collections.nCopies(1_000, fits));
    server.then(
        json(200, answer.formatted(many, "")),
        json(200, answer.formatted(many + "," + fits, "")),
        json(200, answer.formatted(policy.formatted("p".repeat(51), "c"), "")),
        json(200, answer.formatted(policy.formatted("p", "c".repeat(101)), "")),
        json(200, answer.formatted("", ", \"padding\": \"" + "x".repeat(1 << 20) + "\"")));

    assertThat(lookUp())
        .isEqualTo(new Found(List.of(new RecordedContract("p".repeat(50), "c".repeat(100)))));
    for (int wrong = 0; wrong < 4; wrong++) {
      assertThat(lookUp()).isEqualTo(new Unavailable(Reason.MALFORMED));
    }
    assertThat(server.questions()).hasSize(5);
  }

  @Test
  void whatMayGoBetterIsTriedAgain() {
    server.then(json(500, "oops"), json(429, ""), json(200, GOOD));

    assertThat(lookUp()).isEqualTo(FOUND);

    assertThat(server.questions()).hasSize(3);
    assertThat(counted("record.system.attempts", "failed")).isEqualTo(1);
    assertThat(counted("record.system.attempts", "rate_limited")).isEqualTo(1);
    assertThat(counted("record.system.calls", "answered")).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsCutIsTriedAgain() {
    server.then(RecordServer.cut(), RecordServer.cutInTheMiddle(), json(200, GOOD));

    assertThat(lookUp()).isEqualTo(FOUND);

    assertThat(server.questions()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void afterTheLastAttemptItIsGivenUp(int status) {
    server.always(json(status, ""));

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.FAILED));

    assertThat(server.questions()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void whatIsRefusedIsNotTriedAgain(int status) {
    server.always(json(status, ""));

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.REFUSED));

    assertThat(server.questions()).hasSize(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.always(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.MALFORMED));

    assertThat(server.questions()).extracting(RecordServer.Question::uri).containsOnly("/lookup");
  }

  @Test
  void askedToWaitItWaits() {
    server.then(json(429, "", "1"), json(200, GOOD));
    long begun = System.nanoTime();

    assertThat(lookUp()).isEqualTo(FOUND);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(1_000), Duration.ofMillis(5_000));
  }

  @Test
  void askedToWaitForTooLongItGivesUpAtOnce() {
    server.always(json(429, "", "3600"));
    long begun = System.nanoTime();

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.RATE_LIMITED));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(server.questions()).hasSize(1);
  }

  @Test
  void aWaitThatIsNoNumberOfSecondsIsPassedOver() {
    server.then(
        json(503, "", "Wed, 21 Oct 2015 07:28:00 GMT"), json(503, "", "-5"), json(200, GOOD));

    assertThat(lookUp()).isEqualTo(FOUND);
  }

  @Test
  void aSlowAnswerIsTriedAgainAndGivenUpInTime() {
    records.close();
    meters = new SimpleMeterRegistry();
    records = records(server.url(), Duration.ofMillis(100));
    server.always(_ -> end.await(20, TimeUnit.SECONDS));
    long begun = System.nanoTime();

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.TIMEOUT));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(server.questions()).hasSize(3);
  }

  @Test
  void anAnswerThatDoesNotEndHoldsNobodyUp() {
    server.always(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          end.await(20, TimeUnit.SECONDS);
        });
    long begun = System.nanoTime();

    Lookup lookup = records.lookUp(ACCOUNT, Duration.ofMillis(300));

    assertThat(lookup).isEqualTo(new Unavailable(Reason.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void whoHasNoTimeAsksNothing() {
    assertThat(records.lookUp(ACCOUNT, Duration.ZERO)).isEqualTo(new Unavailable(Reason.TIMEOUT));

    assertThat(server.questions()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    server.close();

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.UNREACHABLE));

    assertThat(counted("record.system.attempts", "unreachable")).isEqualTo(3);
  }

  @Test
  void afterFiveFailuresItIsLeftAloneForAMinuteAndThenTriedOnce() throws Exception {
    server.always(json(401, ""));
    for (int failure = 0; failure < 5; failure++) {
      assertThat(lookUp()).isEqualTo(new Unavailable(Reason.REFUSED));
    }
    now.set(Instant.EPOCH.plusSeconds(59));
    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.LEFT_ALONE));
    assertThat(server.questions()).hasSize(5);
    assertThat(meters.get("record.system.left.alone").gauge().value()).isEqualTo(1);

    now.set(Instant.EPOCH.plusSeconds(61));
    CountDownLatch asked = new CountDownLatch(1);
    server.always(
        exchange -> {
          asked.countDown();
          end.await(20, TimeUnit.SECONDS);
          json(200, GOOD).answer(exchange);
        });
    FutureTask<Lookup> probe = new FutureTask<>(this::lookUp);
    Thread.startVirtualThread(probe);
    asked.await();
    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.LEFT_ALONE));
    end.countDown();

    assertThat(probe.get()).isEqualTo(FOUND);
    assertThat(lookUp()).isEqualTo(FOUND);
    assertThat(meters.get("record.system.left.alone").gauge().value()).isZero();
    assertThat(server.questions()).hasSize(7);
  }

  @Test
  void aProbeThatFailsLeavesItAloneAgain() {
    server.always(json(401, ""));
    for (int failure = 0; failure < 5; failure++) {
      lookUp();
    }
    now.set(Instant.EPOCH.plusSeconds(61));

    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.REFUSED));
    assertThat(lookUp()).isEqualTo(new Unavailable(Reason.LEFT_ALONE));
    assertThat(server.questions()).hasSize(6);
  }

  @Test
  void anImpatientCallerSaysNothingAboutTheRecordSystem() {
    server.always(_ -> end.await(20, TimeUnit.SECONDS));
    for (int lookup = 0; lookup < 6; lookup++) {
      assertThat(records.lookUp(ACCOUNT, Duration.ofMillis(20)))
          .isEqualTo(new Unavailable(Reason.TIMEOUT));
    }

    server.always(json(200, GOOD));

    assertThat(lookUp()).isEqualTo(FOUND);
  }

  @Test
  void aCallerThatIsInterruptedStopsWaiting() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.always(
        _ -> {
          asked.countDown();
          end.await(20, TimeUnit.SECONDS);
        });
    FutureTask<Lookup> lookup = new FutureTask<>(this::lookUp);
    Thread caller = Thread.startVirtualThread(lookup);
    asked.await();

    caller.interrupt();

    assertThat(lookup.get()).isEqualTo(new Unavailable(Reason.INTERRUPTED));
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedAndTheKeyIsNeverShown() {
    URI url = URI.create("https://records.example/lookup");
    Duration second = Duration.ofSeconds(1);

    assertThat(new RecordSystemConfiguration(url, KEY, second, 3, second))
        .hasToString("record system at records.example");
    assertThatThrownBy(
            () -> new RecordSystemConfiguration(URI.create("ftp://x/"), KEY, second, 3, second))
        .hasMessageContaining("url");
    assertThatThrownBy(() -> new RecordSystemConfiguration(url, " ", second, 3, second))
        .hasMessageContaining("key");
    assertThatThrownBy(() -> new RecordSystemConfiguration(url, KEY, second, 0, second))
        .hasMessageContaining("attempts");
    assertThatThrownBy(() -> new RecordSystemConfiguration(url, KEY, Duration.ZERO, 3, second))
        .hasMessageContaining("timeout");
  }
}
