package app.countersign.delivery;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due. The log is written in the transaction that finishes the delivery, so each
 * message is there once. A webhook is posted between two transactions, so a receiver may see a
 * delivery twice when a server dies in between; it carries its id for telling.
 */
@Singleton
public class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Actor ACTOR = Actor.system("delivery");

  private final DeliveryRepository deliveries;
  private final DeliveryConfiguration configuration;
  private final @Nullable Webhook webhook;
  private final AuditTrail audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Postman(
      DeliveryRepository deliveries,
      DeliveryConfiguration configuration,
      @Nullable Webhook webhook,
      AuditTrail audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.deliveries = deliveries;
    this.configuration = configuration;
    this.webhook = webhook;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Sends everything that is due now.
   *
   * @return how many deliveries came to an end, well or not
   */
  public int sendDue() {
    int finished = 0;
    int sent;
    do {
      sent = logBatch();
      finished += sent;
    } while (sent == configuration.batchSize());
    return webhook == null ? finished : finished + postBatches(webhook);
  }

  private int logBatch() {
    return transactions.executeWrite(
        status -> {
          Instant now = clock.instant();
          List<Delivery> due =
              deliveries.take(DeliveryChannel.LOG, now, now, configuration.batchSize());
          if (!due.isEmpty()) {
            finish(due.stream().map(Delivery::id).toList(), now);
          }
          return due.size();
        });
  }

  private int postBatches(Webhook target) {
    int finished = 0;
    List<Delivery> taken;
    do {
      Instant now = clock.instant();
      Instant retryAt = now.plus(configuration.timeout().multipliedBy(2));
      taken =
          transactions.executeWrite(
              status ->
                  deliveries.take(
                      DeliveryChannel.WEBHOOK, now, retryAt, configuration.batchSize()));
      finished += postAll(target, taken);
    } while (taken.size() == configuration.batchSize());
    return finished;
  }

  /** Posts side by side, so that a whole batch ends before another server may take it up again. */
  private int postAll(Webhook target, List<Delivery> taken) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> posts =
          taken.stream().map(delivery -> threads.submit(() -> post(target, delivery))).toList();
      return (int) posts.stream().filter(Postman::isFinished).count();
    }
  }

  private static boolean isFinished(Future<Boolean> post) {
    try {
      return post.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException failure) {
      // It comes up again when its lease ends.
      LOG.warn("A delivery could not be recorded.", failure.getCause());
      return false;
    }
  }

  private boolean post(Webhook target, Delivery delivery) {
    String error = target.post(delivery);
    Instant now = clock.instant();
    return transactions.executeWrite(
        status -> {
          if (error == null) {
            return finish(List.of(delivery.id()), now);
          }
          if (delivery.attempts() < configuration.maxAttempts()) {
            Instant next = now.plus(configuration.backoff(delivery.attempts()));
            deliveries.postpone(delivery.id(), next, error);
            return false;
          }
          return record(deliveries.giveUp(delivery.id(), now, error));
        });
  }

  private boolean finish(List<UUID> ids, Instant now) {
    List<Delivery> finished = deliveries.finish(ids, now);
    if (finished.isEmpty()) {
      return false;
    }
    deliveries.logMessages(finished.stream().map(Delivery::id).toList());
    return record(finished);
  }

  private boolean record(List<Delivery> finished) {
    audit.recordAll(ACTOR, finished.stream().map(Postman::event).toList());
    return !finished.isEmpty();
  }

  private static AuditEvent event(Delivery delivery) {
    return new AuditEvent(
        delivery.subjectType(),
        delivery.subjectId().toString(),
        AuditAction.DELIVERY,
        delivery.subjectType().equals(AuditEvent.RECOMMENDATION) ? delivery.subjectId() : null,
        delivery.userId(),
        null,
        null,
        Map.of("delivery", DeliveryStatus.QUEUED),
        Map.of(
            "delivery", delivery.status(),
            "deliveryId", delivery.id(),
            "channel", delivery.channel(),
            "attempts", delivery.attempts()));
  }
}
