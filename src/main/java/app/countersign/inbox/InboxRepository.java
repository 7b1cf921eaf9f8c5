package app.countersign.inbox;

import app.countersign.audit.AuditEvent;
import app.countersign.inbox.DeliveredRecommendation.Words;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was delivered to customers, from the log of delivered messages. */
@Singleton
class InboxRepository {
  private static final String COLUMNS = "m.id, m.payload, m.delivered_at";
  private static final String TABLES =
      "delivered_message m JOIN delivery d ON d.id = m.delivery_id";
  private static final KeysetQuery<DeliveredRecommendation> DELIVERED =
      KeysetQuery.select(COLUMNS, InboxRepository::read).from(TABLES);
  private static final Sort NEWEST =
      Sort.by(
          "inbox.NEWEST",
          Key.desc("m.delivered_at", KeyType.INSTANT),
          Key.desc("m.id", KeyType.UUID));

  private final Sql sql;

  InboxRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * A customer who can be told something.
   *
   * @param email where letters go
   */
  record Reader(UUID personId, String email) {}

  /** The customer behind a user; null where there is none, or everything was erased. */
  @Nullable Reader reader(@Nullable String userId) {
    return sql.first(
        """
        SELECT c.person_id, p.email FROM customer c JOIN person p ON p.id = c.person_id
        WHERE c.user_id = ? AND c.erased_at IS NULL FOR SHARE OF c
        """,
        row -> new Reader(Rows.uuid(row, "person_id"), Rows.text(row, "email")),
        userId);
  }

  void connect(UUID deliveryId, UUID messageId) {
    sql.update(
        "INSERT INTO recommendation_notice (delivery_id, message_id) VALUES (?, ?)",
        deliveryId,
        messageId);
  }

  Page<DeliveredRecommendation> page(UUID personId, PageRequest request) {
    return DELIVERED
        .where("m.user_id = ?", personId.toString())
        .where("d.subject_type = ?", AuditEvent.RECOMMENDATION)
        .fetch(sql.jdbc(), NEWEST, request);
  }

  /** Those that are the person's. */
  Map<UUID, DeliveredRecommendation> byIds(UUID personId, Set<UUID> ids) {
    return sql
        .list(
            "SELECT %s FROM %s WHERE m.id = any(?) AND m.user_id = ? AND d.subject_type = ?"
                .formatted(COLUMNS, TABLES),
            InboxRepository::read,
            ids,
            personId.toString(),
            AuditEvent.RECOMMENDATION)
        .stream()
        .collect(Collectors.toMap(DeliveredRecommendation::id, Function.identity()));
  }

  /** What each of the messages tells of; who may read a message may read that. */
  Map<UUID, DeliveredRecommendation> byMessages(Set<UUID> messageIds) {
    Map<UUID, DeliveredRecommendation> told = new HashMap<>();
    sql.list(
        """
        SELECT %s, n.message_id FROM %s
        JOIN recommendation_notice n ON n.delivery_id = d.id WHERE n.message_id = any(?)
        """
            .formatted(COLUMNS, TABLES),
        row -> told.put(Rows.uuid(row, "message_id"), read(row)),
        messageIds);
    return told;
  }

  private static DeliveredRecommendation read(ResultSet row) throws SQLException {
    Words words = Rows.json(row, "payload", Words.class);
    return new DeliveredRecommendation(
        Rows.uuid(row, "id"),
        words.type(),
        words.title(),
        words.rationale(),
        words.disclaimer(),
        words.content(),
        Rows.instant(row, "delivered_at"));
  }
}
