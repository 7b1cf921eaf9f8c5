package app.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries to a receiver that speaks HTTP. */
@DeskTest
@Property(name = "countersign.database.name", value = "webhook")
@Timeout(30)
class WebhookTest {
  private static final String SECRET = "a secret shared with the receiver only";
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  @Inject Deliveries deliveries;
  @Inject DeskFixture desk;
  @Inject DeliveryRepository repository;
  @Inject DeliveryRecord records;
  @Inject TransactionOperations<Connection> transactions;

  private final CountDownLatch end = new CountDownLatch(1);
  private Receiver receiver;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void aReceiver() throws Exception {
    deliveries.clear();
    receiver = new Receiver();
    now = desk.clock().instant();
  }

  @AfterEach
  void close() {
    end.countDown();
    receiver.close();
  }

  private static DeliveryConfiguration configuration(@Nullable URI url, @Nullable String secret) {
    return new DeliveryConfiguration(
        Duration.ofSeconds(1),
        10,
        url,
        secret,
        TIMEOUT,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        4);
  }

  private OutboxMessage queued() {
    Outbox outbox =
        new Outbox(repository, configuration(receiver.url(), SECRET), records, desk.clock());
    return deliveries.queue(outbox, 1, now).getFirst();
  }

  private int send() {
    return send(receiver.url());
  }

  private int send(URI url) {
    DeliveryConfiguration configuration = configuration(url, SECRET);
    Webhook webhook = new Webhook(configuration, desk.clock());
    try {
      return new Postman(
              repository,
              configuration,
              List.of(webhook),
              List.of(),
              List.of(),
              records,
              transactions,
              desk.clock())
          .sendDue();
    } finally {
      webhook.close();
    }
  }

  @Test
  void aPostIsSignedAndRecordedOnce() throws Exception {
    OutboxMessage message = queued();

    assertThat(send()).isEqualTo(1);
    assertThat(send()).isZero();

    String id = deliveries.id(message).toString();
    String body =
        """
        {"id":"%s","kind":"Recommendation","subjectId":"%s","userId":"user-1","dueAt":"%s",\
        "payload":{"title":"Käse & \\"Brot\\""}}\
        """
            .formatted(id, message.subjectId(), now);
    assertThat(receiver.posts())
        .containsExactly(
            new Receiver.Post(
                "POST",
                "/hook",
                "application/json",
                id,
                "t=%d,v1=%s".formatted(now.getEpochSecond(), hmac(now.getEpochSecond(), body)),
                body));
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(deliveries.of(message).channel()).isEqualTo(DeliveryChannel.WEBHOOK);
    assertThat(deliveries.delivered(message)).isEqualTo(1);
    assertThat(deliveries.audited(message))
        .containsExactly("delivery: DELIVERY QUEUED -> DELIVERED by WEBHOOK after 1");
  }

  @Test
  void aReceiverThatFailsIsTriedAfterTwiceTheWaitUntilItIsGivenUp() {
    receiver.behave(Receiver.status(500));
    OutboxMessage message = queued();

    assertThat(send()).isZero();
    for (int wait : new int[] {5, 10, 20}) {
      Delivery waiting = deliveries.of(message);
      assertThat(waiting.status()).isEqualTo(DeliveryStatus.QUEUED);
      assertThat(waiting.lastError()).isEqualTo("The receiver answered with status 500.");
      Instant next = desk.clock().instant().plusSeconds(wait);
      assertThat(waiting.nextAttemptAt()).isEqualTo(next);
      desk.clock().set(next.minusNanos(1_000));
      int before = receiver.posts().size();
      assertThat(send()).isZero();
      assertThat(receiver.posts()).hasSize(before);
      desk.clock().set(next);
      assertThat(send()).isEqualTo(wait == 20 ? 1 : 0);
    }

    Delivery failed = deliveries.of(message);
    assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(failed.attempts()).isEqualTo(4);
    assertThat(failed.finishedAt()).isEqualTo(now.plusSeconds(35));
    assertThat(failed.lastError()).isEqualTo("The receiver answered with status 500.");
    assertThat(receiver.posts()).hasSize(4);
    assertThat(receiver.posts()).extracting(Receiver.Post::id).containsOnly(failed.id().toString());
    assertThat(receiver.posts()).extracting(Receiver.Post::signature).doesNotHaveDuplicates();
    assertThat(deliveries.delivered(message)).isZero();
    assertThat(deliveries.audited(message))
        .containsExactly("delivery: DELIVERY QUEUED -> FAILED by WEBHOOK after 4");
    desk.clock().advance(Duration.ofDays(1));
    assertThat(send()).isZero();
    assertThat(receiver.posts()).hasSize(4);
  }

  @Test
  void aReceiverThatRecoversGetsTheMessageAndTheErrorIsForgotten() {
    receiver.behave(Receiver.status(503));
    OutboxMessage message = queued();
    send();

    receiver.behave(Receiver.status(200));
    desk.clock().advance(Duration.ofSeconds(5));

    assertThat(send()).isEqualTo(1);
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(deliveries.of(message).lastError()).isNull();
    assertThat(deliveries.delivered(message)).isEqualTo(1);
    assertThat(deliveries.audited(message))
        .containsExactly("delivery: DELIVERY QUEUED -> DELIVERED by WEBHOOK after 2");
  }

  @Test
  void aReceiverThatIsSlowIsGivenUpAfterTheTimeout() {
    receiver.behave(exchange -> end.await(20, TimeUnit.SECONDS));
    OutboxMessage message = queued();

    assertThat(send()).isZero();

    assertThat(deliveries.of(message).lastError())
        .isEqualTo(
            "The receiver could not be reached: java.net.http.HttpTimeoutException: request timed"
                + " out.");
  }

  @Test
  void anAnswerThatDoesNotEndHoldsNobodyUp() {
    receiver.behave(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          end.await(20, TimeUnit.SECONDS);
        });
    OutboxMessage message = queued();
    long begun = System.nanoTime();

    assertThat(send()).isEqualTo(1);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.behave(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });
    OutboxMessage message = queued();

    assertThat(send()).isZero();

    assertThat(receiver.posts()).extracting(Receiver.Post::path).containsExactly("/hook");
    assertThat(deliveries.of(message).lastError())
        .isEqualTo("The receiver answered with status 307.");
  }

  @Test
  void aReceiverThatIsNotThereIsTriedAgain() {
    OutboxMessage message = queued();
    URI gone = receiver.url();
    receiver.close();

    assertThat(send(gone)).isZero();

    assertThat(deliveries.of(message).lastError())
        .startsWith("The receiver could not be reached: java.net.ConnectException");
    assertThat(deliveries.of(message).nextAttemptAt()).isEqualTo(now.plusSeconds(5));
  }

  @Test
  void whatADyingServerHadInHandComesUpAgainAfterTwiceTheTimeout() {
    OutboxMessage message = queued();
    deliveries.inTransaction(
        () -> repository.take(DeliveryChannel.WEBHOOK, now, now.plus(TIMEOUT.multipliedBy(2)), 10));

    desk.clock().advance(Duration.ofMillis(999));
    assertThat(send()).isZero();
    desk.clock().advance(Duration.ofMillis(1));
    assertThat(send()).isEqualTo(1);

    assertThat(deliveries.of(message).attempts()).isEqualTo(2);
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void whatIsBeingSentCannotBeTakenBack() {
    receiver.behave(Receiver.status(500));
    OutboxMessage message = queued();
    send();

    assertThat(
            deliveries.inTransaction(
                () -> repository.cancel(message.decisionId(), desk.clock().instant())))
        .isZero();
  }

  @Test
  void theWaitDoublesUpToTheLongest() {
    DeliveryConfiguration configuration = configuration(receiver.url(), SECRET);

    assertThat(configuration.backoff(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(configuration.backoff(4)).isEqualTo(Duration.ofSeconds(40));
    assertThat(configuration.backoff(5)).isEqualTo(Duration.ofMinutes(1));
    assertThat(configuration.backoff(1_000)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aWebhookNeedsALongSecret() {
    assertThat(configuration(null, null).channel()).isEqualTo(DeliveryChannel.LOG);
    for (String secret : new String[] {null, "x".repeat(31)}) {
      assertThatThrownBy(() -> configuration(receiver.url(), secret))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("webhook-secret needs at least 32 characters");
    }
  }

  private static String hmac(long seconds, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of()
        .formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
  }
}
