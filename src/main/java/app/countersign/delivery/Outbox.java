package app.countersign.delivery;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Queues deliveries in the transaction that decides them, and takes them back. */
@Singleton
public class Outbox {
  private final DeliveryRepository deliveries;
  private final DeliveryConfiguration configuration;
  private final DeliveryRecord records;
  private final Clock clock;

  Outbox(
      DeliveryRepository deliveries,
      DeliveryConfiguration configuration,
      DeliveryRecord records,
      Clock clock) {
    this.deliveries = deliveries;
    this.configuration = configuration;
    this.records = records;
    this.clock = clock;
  }

  /** Queues messages by one batch statement. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void enqueue(List<OutboxMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    deliveries.insertAll(messages.stream().map(message -> queued(message, now)).toList());
  }

  /**
   * Queues a letter, due now.
   *
   * @return the id of its delivery
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID enqueue(AddressedMessage message) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    deliveries.insertAll(
        List.of(
            new Delivery(
                id,
                message.subjectType(),
                message.subjectId(),
                id,
                message.userId(),
                DeliveryChannel.EMAIL,
                DeliveryStatus.QUEUED,
                Json.write(message.payload()),
                now,
                now,
                0,
                null,
                now,
                null,
                message.address())));
    return id;
  }

  /**
   * Takes the letters about a subject back that have not gone out.
   *
   * @return how many there were; one that is being sent at this moment may arrive all the same
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int cancelLetters(String subjectType, UUID subjectId) {
    List<Delivery> dropped = deliveries.dropLetters(subjectType, subjectId, clock.instant());
    return records.finished(dropped);
  }

  /**
   * Takes a queued message back.
   *
   * @return false when there is none or sending has begun: then it cannot be undone
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean cancel(UUID decisionId) {
    return deliveries.cancel(decisionId, clock.instant()) == 1;
  }

  /** The latest delivery of each subject that has one. */
  public Map<UUID, Delivery> latestBySubject(Set<UUID> subjectIds) {
    return deliveries.latestBySubject(subjectIds).stream()
        .collect(Collectors.toMap(Delivery::subjectId, Function.identity()));
  }

  private Delivery queued(OutboxMessage message, Instant now) {
    return new Delivery(
        Ids.next(),
        message.subjectType(),
        message.subjectId(),
        message.decisionId(),
        message.userId(),
        configuration.channel(),
        DeliveryStatus.QUEUED,
        Json.write(message.payload()),
        message.dueAt(),
        message.dueAt(),
        0,
        null,
        now,
        null,
        null);
  }
}
