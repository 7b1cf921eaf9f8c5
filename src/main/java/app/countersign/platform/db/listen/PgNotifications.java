package app.countersign.platform.db.listen;

import app.countersign.platform.db.Sql;
import app.countersign.platform.db.source.ServingConnections;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's {@code NOTIFY} and {@code LISTEN}. One connection per server hears for everybody; it
 * is made at the first subscription, looked after while it is silent, and made again with growing
 * pauses when it is lost.
 */
@Singleton
public class PgNotifications {
  private static final int LONGEST_PAYLOAD_BYTES = 7_999;
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final Sql sql;
  private final ServingConnections connections;
  private @Nullable ListeningLoop loop;
  private boolean isStopped;

  PgNotifications(Sql sql, ServingConnections connections) {
    this.sql = sql;
    this.connections = connections;
  }

  /**
   * Says something in the transaction that is running: it is heard when that commits, and never
   * when it does not. Without a transaction it is heard at once. The same words said twice in one
   * transaction are heard once.
   *
   * @param payload at most 7,999 bytes of UTF-8
   * @throws IllegalArgumentException where the channel's name or the payload's size is not allowed
   */
  public void notify(String channel, String payload) {
    require(channel);
    if (payload.getBytes(StandardCharsets.UTF_8).length > LONGEST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "A payload has at most " + LONGEST_PAYLOAD_BYTES + " bytes.");
    }
    sql.list("select pg_notify(?, ?)", _ -> channel, channel, payload);
  }

  /**
   * Listens to a channel until the subscription is closed. Waits until it is heard, or for three
   * seconds where the database cannot be reached; then it will be heard from when it can.
   *
   * @throws IllegalArgumentException where the channel's name is not allowed
   */
  public Subscription subscribe(String channel, NotificationListener listener) {
    require(channel);
    ListeningLoop running = running();
    ListeningLoop.Subscriber subscriber = running.add(channel, listener);
    subscriber.awaitListening(LONGEST_WAIT);
    return () -> running.remove(subscriber);
  }

  /** One listener on one channel; closing it a second time does nothing. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @PreDestroy
  synchronized void stop() {
    isStopped = true;
    if (loop != null) {
      loop.stop();
    }
  }

  private synchronized ListeningLoop running() {
    if (isStopped) {
      throw new IllegalStateException("The server is stopping.");
    }
    ListeningLoop current = loop;
    if (current == null) {
      current = new ListeningLoop(() -> connections.open("countersign listener"));
      current.start();
      loop = current;
    }
    return current;
  }

  private static void require(String channel) {
    if (!CHANNEL.matcher(channel).matches()) {
      throw new IllegalArgumentException("Not the name of a channel: " + channel);
    }
  }
}
