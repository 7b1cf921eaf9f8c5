package app.countersign.remote;

import static app.countersign.remote.FakeService.cut;
import static app.countersign.remote.FakeService.json;
import static app.countersign.remote.FakeService.packed;
import static app.countersign.remote.FakeService.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.RemoteAnswer.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a service that answers well or not. */
@Timeout(30)
class RemoteCallsTest {
  private static final ServiceSettings SETTINGS = new ServiceSettings("countersign.test");
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final MovedClock clock = new MovedClock(Instant.EPOCH);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch end = new CountDownLatch(1);
  private FakeService service;
  private RemoteCalls calls;

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
    calls = calls(Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    end.countDown();
    calls.close();
    service.close();
  }

  private RemoteCalls calls(Duration timeout) {
    return new RemoteCalls(
        "test", SETTINGS.patience(timeout, 3, Duration.ofMillis(5), 1_000), meters, clock);
  }

  private RemoteAnswer<Received> ask() {
    return ask(PATIENT);
  }

  private RemoteAnswer<Received> ask(Duration longest) {
    return calls.ask(question(longest));
  }

  private RemoteQuestion question(Duration longest) {
    return new RemoteQuestion(
        "it",
        longest,
        attempt ->
            HttpRequest.newBuilder(service.url().resolve("/" + attempt))
                // The client repeats a GET by itself where a connection breaks.
                .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static String text(RemoteAnswer<Received> answer) {
    return answer instanceof Answered(Received(int status, byte[] body))
        ? status + " " + new String(body, StandardCharsets.UTF_8)
        : answer.toString();
  }

  @Test
  void anAnswerIsTakenPackedOrNot() {
    service.then(json(200, "plain"), packed(200, "packed"), json(202, "soon"));

    assertThat(text(ask())).isEqualTo("200 plain");
    assertThat(text(ask())).isEqualTo("200 packed");
    assertThat(text(ask())).isEqualTo("202 soon");
    assertThat(service.questions().getFirst().headers()).containsEntry("accept-encoding", "gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void whatMayGoBetterIsTriedAgain(int status) {
    service.then(json(status, "no"), cut(), json(200, "yes"));

    assertThat(text(ask())).isEqualTo("200 yes");
    assertThat(service.questions())
        .extracting(FakeService.Question::uri)
        .containsExactly("/1", "/2", "/3");
  }

  @Test
  void whatStaysBadIsGivenUp() {
    service.always(json(429, "no"));
    assertThat(ask()).isEqualTo(new Unavailable<>(Reason.RATE_LIMITED));

    service.always(json(500, "no"));
    assertThat(ask()).isEqualTo(new Unavailable<>(Reason.FAILED));
    service.always(cut());
    assertThat(ask()).isEqualTo(new Unavailable<>(Reason.UNREACHABLE));
    assertThat(service.questions()).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 422})
  void aRefusalIsAnAnswer(int status) {
    service.always(json(status, "no"));

    assertThat(text(ask())).isEqualTo(status + " no");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void aRequestToWaitIsObeyedWhereThereIsTime() {
    service.then(with("Retry-After", "1", json(429, "")), json(200, "yes"));
    long begun = System.nanoTime();

    assertThat(text(ask())).isEqualTo("200 yes");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(990));

    service.then(with("Retry-After", "60", json(503, "")), json(200, "never"));
    assertThat(ask(Duration.ofSeconds(5))).isEqualTo(new Unavailable<>(Reason.FAILED));
    service.then(with("Retry-After", "tomorrow", json(503, "")));
    assertThat(text(ask())).isEqualTo("200 never");
  }

  @Test
  void anAnswerThatIsTooLongOrPackedOtherwiseIsNone() {
    service.then(
        json(200, "x".repeat(1_001)),
        packed(200, "x".repeat(100_000)),
        with("Content-Encoding", "br", json(200, "brotli")),
        with("Content-Encoding", "gzip", json(200, "not packed")));

    for (int number = 0; number < 4; number++) {
      assertThat(ask()).isEqualTo(new Unavailable<>(Reason.MALFORMED));
    }
    assertThat(service.questions()).hasSize(4);
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedFor() {
    service.always(_ -> end.await());
    calls = calls(Duration.ofMillis(100));

    assertThat(ask(Duration.ofMillis(150))).isEqualTo(new Unavailable<>(Reason.TIMEOUT));
    assertThat(ask(Duration.ZERO)).isEqualTo(new Unavailable<>(Reason.TIMEOUT));
  }

  @Test
  void afterFiveFailuresTheServiceIsLeftAloneForAMinute() {
    service.always(json(500, ""));
    for (int number = 0; number < 5; number++) {
      ask();
    }
    service.always(json(200, "well again"));

    assertThat(ask()).isEqualTo(new Unavailable<>(Reason.LEFT_ALONE));
    assertThat(meters.get("test.left.alone").gauge().value()).isEqualTo(1);
    clock.set(Instant.EPOCH.plusSeconds(61));
    assertThat(text(ask())).isEqualTo("200 well again");
    assertThat(meters.get("test.left.alone").gauge().value()).isZero();
    assertThat(meters.get("test.calls").tag("outcome", "left_alone").timer().count()).isEqualTo(1);
  }

  @Test
  void whatIsNoAnswerIsNotAskedForAgainAndCountsAsAFailure() {
    service.always(json(401, "who are you?"));
    for (int number = 0; number < 5; number++) {
      RemoteAnswer<String> answer =
          calls.ask(
              question(PATIENT),
              received -> {
                if (received.status() == 401) {
                  throw new UnfitAnswer(Reason.REFUSED);
                }
                return new String(received.body(), StandardCharsets.UTF_8);
              });
      assertThat(answer).isEqualTo(new Unavailable<>(Reason.REFUSED));
    }

    assertThat(ask()).isEqualTo(new Unavailable<>(Reason.LEFT_ALONE));
    assertThat(service.questions()).hasSize(5);
  }

  @Test
  void callersWithoutTimeDoNotMakeAServiceABadOne() {
    service.always(_ -> end.await());
    for (int number = 0; number < 6; number++) {
      assertThat(ask(Duration.ofMillis(20))).isEqualTo(new Unavailable<>(Reason.TIMEOUT));
    }

    service.always(json(200, "well"));
    assertThat(text(ask())).isEqualTo("200 well");
  }

  @Test
  void whoIsInterruptedStopsAsking() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    service.always(
        _ -> {
          asked.countDown();
          end.await();
        });
    FutureTask<RemoteAnswer<Received>> asking = new FutureTask<>(this::ask);
    Thread thread = Thread.ofVirtual().start(asking);
    asked.await();

    thread.interrupt();

    assertThat(asking.get()).isEqualTo(new Unavailable<>(Reason.INTERRUPTED));
  }

  @Test
  void nobodyIsThere() {
    service.close();

    assertThat(
            calls.ask(
                new RemoteQuestion(
                    "it",
                    PATIENT,
                    attempt -> HttpRequest.newBuilder(URI.create("http://localhost:1/")))))
        .isEqualTo(new Unavailable<>(Reason.UNREACHABLE));
  }

  @Test
  void patienceHasToMakeSense() {
    assertThatThrownBy(() -> SETTINGS.patience(Duration.ZERO, 1, Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("countersign.test.timeout must be more than nothing");
    for (int attempts : List.of(0, 11)) {
      assertThatThrownBy(() -> SETTINGS.patience(PATIENT, attempts, Duration.ZERO, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("countersign.test.attempts must be 1 to 10");
    }
    assertThatThrownBy(() -> SETTINGS.patience(PATIENT, 1, Duration.ofMillis(-1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("countersign.test.first-backoff must not be negative");
  }
}
