package app.countersign.platform.stream;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A table of the tests' own whose rows are streamed. */
@Singleton
@Requires(env = "platform")
public final class TestRows {
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;
  private final Announcements announcements;

  TestRows(Sql sql, TransactionOperations<Connection> transactions, Announcements announcements) {
    this.sql = sql;
    this.transactions = transactions;
    this.announcements = announcements;
  }

  /** One row. */
  public record Row(int sequence, String body) {}

  /** A topic's rows for as long as there are any; one with the text {@code end} is the last. */
  public EventLog<Row> log(String topic) {
    return new EventLog<>(
        topic,
        (sequence, limit) -> after(topic, sequence, limit),
        Row::sequence,
        row -> row.body().equals("end"));
  }

  /** A topic's rows for many at once, some at a time; each reading is counted. */
  public SharedLog<Row, List<Row>> sharedLog(String topic, AtomicInteger readings) {
    return new SharedLog<>(
        topic,
        (sequence, limit) -> {
          readings.incrementAndGet();
          return after(topic, sequence, limit);
        },
        () -> last(topic),
        Row::sequence,
        rows -> rows);
  }

  /** Writes a row and announces it. */
  public void add(String topic, String body) {
    transactions.executeWrite(
        status -> {
          announcements.announce(topic, insert(topic, body));
          return true;
        });
  }

  /** Writes a row of which nobody is told. */
  public void addSilently(String topic, String body) {
    transactions.executeWrite(status -> insert(topic, body));
  }

  /** Announces in a transaction that is rolled back. */
  public void announceInVain(String topic, long sequence) {
    transactions.executeWrite(
        status -> {
          announcements.announce(topic, sequence);
          status.setRollbackOnly();
          return true;
        });
  }

  /** How many notes the tests' mutation has written. */
  public long notes() {
    return Objects.requireNonNull(
        sql.first("SELECT count(*) AS n FROM platform_note", row -> Rows.longInteger(row, "n")));
  }

  private long insert(String topic, String body) {
    sql.update("INSERT INTO platform_topic (topic) VALUES (?) ON CONFLICT DO NOTHING", topic);
    long sequence =
        Objects.requireNonNull(
            sql.first(
                "UPDATE platform_topic SET last_sequence = last_sequence + 1 WHERE topic = ?"
                    + " RETURNING last_sequence",
                row -> Rows.longInteger(row, "last_sequence"),
                topic));
    sql.update(
        "INSERT INTO platform_event (topic, sequence, body) VALUES (?, ?, ?)",
        topic,
        sequence,
        body);
    return sequence;
  }

  private long last(String topic) {
    Long last =
        sql.first(
            "SELECT last_sequence FROM platform_topic WHERE topic = ?",
            row -> Rows.longInteger(row, "last_sequence"),
            topic);
    return last == null ? 0 : last;
  }

  private List<Row> after(String topic, long sequence, int limit) {
    return sql.list(
        "SELECT sequence, body FROM platform_event WHERE topic = ? AND sequence > ?"
            + " ORDER BY sequence LIMIT ?",
        row -> new Row((int) Rows.longInteger(row, "sequence"), Rows.text(row, "body")),
        topic,
        sequence,
        limit);
  }
}
