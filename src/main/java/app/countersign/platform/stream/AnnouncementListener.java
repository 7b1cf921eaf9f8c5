package app.countersign.platform.stream;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection by which a server hears announcements, on a virtual thread. When it breaks it
 * is opened anew, after longer and longer waits, and everybody is told that something may have been
 * missed.
 */
final class AnnouncementListener implements Runnable {
  static final String CHANNEL = "countersign_news";

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementListener.class);

  /** After so much silence the connection is asked whether it is still there. */
  private static final int SILENCE_MILLIS = 10_000;

  private static final int ANSWER_SECONDS = 5;

  private final AnnouncementConnections connections;
  private final StreamConfiguration configuration;
  private final Heard heard;
  private final Runnable missed;
  private @Nullable Thread thread;
  private volatile boolean isStopped;
  private volatile @Nullable Connection current;

  /** Takes what was announced. */
  @FunctionalInterface
  interface Heard {
    /** Must not wait. */
    void announced(String topic, long sequence);
  }

  AnnouncementListener(
      AnnouncementConnections connections,
      StreamConfiguration configuration,
      Heard heard,
      Runnable missed) {
    this.connections = connections;
    this.configuration = configuration;
    this.heard = heard;
    this.missed = missed;
  }

  /** Begins to listen; once is enough. */
  synchronized void start() {
    if (thread == null && !isStopped) {
      thread = Thread.ofVirtual().name("announcements").start(this);
    }
  }

  /** Ends listening and its connection. */
  synchronized void stop() {
    isStopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    abort(current);
  }

  @Override
  public void run() {
    Duration wait = configuration.reconnectAfter();
    while (!isStopped) {
      long since = System.nanoTime();
      try (Connection connection = connections.open()) {
        current = connection;
        listen(connection);
      } catch (SQLException broken) {
        if (!isStopped) {
          LOG.warn("Announcements are not heard for the moment: {}", broken.getMessage());
        }
      }
      current = null;
      boolean hasHeld = System.nanoTime() - since > configuration.reconnectAtMost().toNanos();
      wait = hasHeld ? configuration.reconnectAfter() : wait;
      if (!isStopped && !pause(wait)) {
        return;
      }
      wait = shorter(wait.multipliedBy(2), configuration.reconnectAtMost());
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    missed.run();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!isStopped) {
      PGNotification[] news = postgres.getNotifications(SILENCE_MILLIS);
      if (news == null || news.length == 0) {
        if (!connection.isValid(ANSWER_SECONDS)) {
          throw new SQLException("the connection does not answer");
        }
        continue;
      }
      for (PGNotification one : news) {
        tell(one.getParameter());
      }
    }
  }

  private void tell(String payload) {
    int space = payload.indexOf(' ');
    try {
      heard.announced(payload.substring(space + 1), Long.parseLong(payload, 0, space, 10));
    } catch (IndexOutOfBoundsException | NumberFormatException stranger) {
      LOG.warn("An announcement of {} characters that is none of ours", payload.length());
    }
  }

  private static boolean pause(Duration wait) {
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void abort(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException gone) {
        LOG.debug("The connection was gone already", gone);
      }
    }
  }
}
