package app.countersign.delivery;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.review.DeskFixture;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Queues deliveries and reads how they stand. */
@Singleton
@Requires(property = "countersign.test.clock")
class Deliveries {
  private final Sql sql;
  private final DeskFixture desk;
  private final DeliveryRepository repository;
  private final TransactionOperations<Connection> transactions;

  Deliveries(
      Sql sql,
      DeskFixture desk,
      DeliveryRepository repository,
      TransactionOperations<Connection> transactions) {
    this.sql = sql;
    this.desk = desk;
    this.repository = repository;
    this.transactions = transactions;
  }

  /** Leaves nothing of another test waiting. */
  void clear() {
    desk.user(DeskFixture.USER);
    sql.update(
        "UPDATE delivery SET status = 'CANCELLED', finished_at = ? WHERE status = 'QUEUED'",
        desk.clock().instant());
  }

  OutboxMessage message(Instant dueAt) {
    return new OutboxMessage(
        "Recommendation",
        Ids.next(),
        Ids.next(),
        DeskFixture.USER,
        Map.of("title", "Käse & \"Brot\""),
        dueAt);
  }

  List<OutboxMessage> queue(Outbox outbox, int count, Instant dueAt) {
    List<OutboxMessage> messages =
        IntStream.range(0, count).mapToObj(number -> message(dueAt)).toList();
    return inTransaction(
        () -> {
          outbox.enqueue(messages);
          return messages;
        });
  }

  <T> T inTransaction(Supplier<T> work) {
    return transactions.executeWrite(status -> work.get());
  }

  Delivery of(OutboxMessage message) {
    return Objects.requireNonNull(
        repository.latestBySubject(List.of(message.subjectId())).getFirst());
  }

  /** How often each message of the subject went out. */
  long delivered(OutboxMessage message) {
    return desk.count("delivered_message WHERE delivery_id = ?", of(message).id());
  }

  /** What the audit trail says of a message, oldest first. */
  List<String> audited(OutboxMessage message) {
    return sql.list(
        """
        SELECT actor_name || ': ' || action || ' ' || (before ->> 'delivery') || ' -> '
          || (after ->> 'delivery') || ' by ' || (after ->> 'channel') || ' after '
          || (after ->> 'attempts') AS entry
        FROM audit_entry WHERE recommendation_id = ? AND user_id = ? ORDER BY sequence
        """,
        row -> Rows.text(row, "entry"),
        message.subjectId(),
        message.userId());
  }

  UUID id(OutboxMessage message) {
    return of(message).id();
  }
}
