package app.countersign.platform.stream;

import app.countersign.platform.db.Sql;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Tells every server on the database that something happened on a topic: no more than its sequence
 * number, for what happened is read from its table. Announcements can be lost when a server's
 * connection is, and come more than once; who listens is told {@link #MISSED} when that may be.
 *
 * <p>Carried by PostgreSQL's NOTIFY, so that an announcement is sent when its transaction commits
 * and not if it does not. All committing transactions that announce take one lock of the database
 * in turn: announce what people wait for, not each row of an import.
 */
@Singleton
public final class Announcements {
  /** Stands for a sequence number when announcements may have been missed: read again. */
  public static final long MISSED = Long.MAX_VALUE;

  /** How long a topic's name may be, in bytes of UTF-8. */
  public static final int LONGEST_TOPIC = 500;

  private final Sql sql;
  private final AnnouncementListener listener;
  private final Map<String, Set<Hearer>> hearers = new ConcurrentHashMap<>();

  Announcements(Sql sql, AnnouncementConnections connections, StreamConfiguration configuration) {
    this.sql = sql;
    this.listener = new AnnouncementListener(connections, configuration, this::tell, this::missed);
  }

  /** Somebody listening; closing ends it. */
  public interface Hearing extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Announces within the running transaction, or at once where there is none.
   *
   * @param topic what it is about, for example {@code conversation/} and an id
   * @param sequence the number of what happened, higher than all before it on the topic
   */
  public void announce(String topic, long sequence) {
    sql.first(
        "SELECT pg_notify(?, ?)",
        row -> true,
        AnnouncementListener.CHANNEL,
        sequence + " " + checked(topic));
  }

  /**
   * Listens to a topic, on this server until it is closed. The listener is called on a virtual
   * thread, one call at a time, with the highest number announced since its last call.
   */
  public Hearing hear(String topic, LongConsumer listening) {
    Hearer hearer = new Hearer(listening);
    hearers.compute(
        checked(topic),
        (name, present) -> {
          Set<Hearer> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(hearer);
          return all;
        });
    listener.start();
    return () -> leave(topic, hearer);
  }

  /** How many listen on this server. */
  public int hearings() {
    return hearers.values().stream().mapToInt(Set::size).sum();
  }

  @PreDestroy
  void stop() {
    listener.stop();
  }

  private void leave(String topic, Hearer hearer) {
    hearers.computeIfPresent(
        topic,
        (name, all) -> {
          all.remove(hearer);
          return all.isEmpty() ? null : all;
        });
  }

  private void tell(String topic, long sequence) {
    hearers.getOrDefault(topic, Set.of()).forEach(hearer -> hearer.tell(sequence));
  }

  private void missed() {
    hearers.values().forEach(all -> all.forEach(hearer -> hearer.tell(MISSED)));
  }

  private static String checked(String topic) {
    if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC) {
      throw new IllegalArgumentException("a topic has 1 to %d bytes".formatted(LONGEST_TOPIC));
    }
    return topic;
  }
}
