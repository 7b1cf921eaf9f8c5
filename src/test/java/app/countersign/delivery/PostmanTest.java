package app.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries into the log. */
@DeskTest
@Property(name = "countersign.database.name", value = "postman")
class PostmanTest {
  @Inject Outbox outbox;
  @Inject Postman postman;
  @Inject Deliveries deliveries;
  @Inject DeskFixture desk;
  @Inject DeliveryRepository repository;
  @Inject DeliveryConfiguration configuration;
  @Inject DeliveryRecord records;
  @Inject TransactionOperations<Connection> transactions;

  private Instant now = Instant.EPOCH;

  @BeforeEach
  void nothingWaits() {
    deliveries.clear();
    now = desk.clock().instant();
  }

  @Test
  void aMessageGoesOutExactlyWhenItIsDueAndNotBefore() {
    OutboxMessage message = deliveries.queue(outbox, 1, now.plusSeconds(300)).getFirst();

    desk.clock().advance(Duration.ofSeconds(300).minusNanos(1_000));
    assertThat(postman.sendDue()).isZero();
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.QUEUED);
    assertThat(deliveries.of(message).attempts()).isZero();

    desk.clock().advance(Duration.ofNanos(1_000));
    assertThat(postman.sendDue()).isEqualTo(1);
    assertThat(deliveries.of(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(deliveries.of(message).finishedAt()).isEqualTo(now.plusSeconds(300));
    assertThat(deliveries.delivered(message)).isEqualTo(1);
    assertThat(deliveries.audited(message))
        .containsExactly("delivery: DELIVERY QUEUED -> DELIVERED by LOG after 1");

    desk.clock().advance(Duration.ofDays(1));
    assertThat(postman.sendDue()).isZero();
    assertThat(deliveries.delivered(message)).isEqualTo(1);
  }

  @Test
  void moreThanABatchGoesOutAtOnce() {
    deliveries.queue(outbox, 2 * configuration.batchSize() + 1, now);

    assertThat(postman.sendDue()).isEqualTo(201);
  }

  @Test
  void twoServersSendEachOfFiveHundredMessagesOnce() throws Exception {
    List<OutboxMessage> messages = deliveries.queue(outbox, 500, now);
    CyclicBarrier start = new CyclicBarrier(4);
    int sent = 0;
    try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> running =
          Stream.generate(this::server)
              .limit(4)
              .map(
                  server ->
                      servers.submit(
                          () -> {
                            start.await();
                            return server.sendDue();
                          }))
              .toList();
      for (Future<Integer> server : running) {
        sent += server.get();
      }
    }

    assertThat(sent).isEqualTo(500);
    Object[] ids = messages.stream().map(OutboxMessage::subjectId).toArray();
    String subjects = " IN (" + "?,".repeat(499) + "?)";
    assertThat(
            desk.count(
                "delivered_message m JOIN delivery d ON d.id = m.delivery_id WHERE d.subject_id"
                    + subjects,
                ids))
        .isEqualTo(500);
    assertThat(
            desk.count(
                "delivery WHERE status = 'DELIVERED' AND attempts = 1 AND subject_id" + subjects,
                ids))
        .isEqualTo(500);
    assertThat(
            desk.count(
                "audit_entry WHERE action = 'DELIVERY' AND recommendation_id" + subjects, ids))
        .isEqualTo(500);
  }

  private Postman server() {
    return new Postman(
        repository,
        configuration,
        List.of(),
        List.of(),
        List.of(),
        records,
        transactions,
        desk.clock());
  }
}
