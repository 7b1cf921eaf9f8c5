package app.countersign.platform.stream;

import app.countersign.platform.db.listen.NotificationListener;
import app.countersign.platform.db.listen.PgNotifications;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final String CHANNEL = "countersign_news";
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final PgNotifications notifications;
  private final Map<String, Set<Hearer>> hearers = new ConcurrentHashMap<>();
  private final AtomicBoolean isListening = new AtomicBoolean();

  Announcements(PgNotifications notifications) {
    this.notifications = notifications;
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
    notifications.notify(CHANNEL, sequence + " " + checked(topic));
  }

  /**
   * The same as an expression of a statement, where it announces once for each row: for what is
   * announced by the very statement that stores it.
   *
   * @param topic an expression of the topic's name, which must be no longer than allowed
   * @param sequence an expression of the number
   */
  public static String announcing(String topic, String sequence) {
    return "pg_notify('%s', concat(%s, ' ', %s))".formatted(CHANNEL, sequence, topic);
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
    if (isListening.compareAndSet(false, true)) {
      // Waits for the database, which whoever only wants to hear need not.
      Thread.ofVirtual()
          .name("announcements")
          .start(() -> notifications.subscribe(CHANNEL, new News()));
    }
    return () -> leave(topic, hearer);
  }

  /** How many listen on this server. */
  public int hearings() {
    return hearers.values().stream().mapToInt(Set::size).sum();
  }

  private void leave(String topic, Hearer hearer) {
    hearers.computeIfPresent(
        topic,
        (name, all) -> {
          all.remove(hearer);
          return all.isEmpty() ? null : all;
        });
  }

  /** Hands on what the server's one listening connection hears. */
  private final class News implements NotificationListener {
    @Override
    public void heard(String payload) {
      int space = payload.indexOf(' ');
      try {
        long sequence = Long.parseLong(payload, 0, space, 10);
        hearers
            .getOrDefault(payload.substring(space + 1), Set.of())
            .forEach(hearer -> hearer.tell(sequence));
      } catch (IndexOutOfBoundsException | NumberFormatException stranger) {
        LOG.warn("An announcement of {} characters that is none of ours", payload.length());
      }
    }

    @Override
    public void listening() {
      hearers.values().forEach(all -> all.forEach(hearer -> hearer.tell(MISSED)));
    }
  }

  private static String checked(String topic) {
    if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC) {
      throw new IllegalArgumentException("a topic has 1 to %d bytes".formatted(LONGEST_TOPIC));
    }
    return topic;
  }
}
