package app.countersign.platform.db.listen;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that listens. It wakes up several times a second to see whether somebody has
 * subscribed to another channel, which the driver does not allow while it waits, and asks the
 * database for a sign of life after some silence: a connection cut without a word is found then.
 */
final class ListeningLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningLoop.class);
  private static final int WAIT_MILLIS = 100;
  private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int SIGN_OF_LIFE_MILLIS = 3_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  /** Cuts the socket's wait in the driver itself; the executor is asked for by JDBC only. */
  private static final Executor AT_ONCE = Runnable::run;

  private final ConnectionSource source;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection open;

  ListeningLoop(ConnectionSource source) {
    this.source = source;
    this.thread = Thread.ofPlatform().daemon().name("pg-notifications").unstarted(this::run);
  }

  /** Where a connection comes from. */
  interface ConnectionSource {
    Connection open() throws SQLException;
  }

  /** One who listens; heard of only between its own {@code listening} and {@code lost}. */
  static final class Subscriber {
    private final String channel;
    private final NotificationListener listener;
    private final CountDownLatch heardOf = new CountDownLatch(1);
    private boolean isListening;

    private Subscriber(String channel, NotificationListener listener) {
      this.channel = channel;
      this.listener = listener;
    }

    void awaitListening(Duration longest) {
      try {
        if (!heardOf.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("Nothing is heard on {} yet: the database cannot be reached.", channel);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void start() {
    thread.start();
  }

  /** Ends listening, and waits until nobody is called any more. */
  void stop() {
    stopping.countDown();
    Connection connection = open;
    try {
      if (connection != null) {
        connection.abort(AT_ONCE);
      }
      if (!Thread.currentThread().equals(thread)) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (SQLException problem) {
      LOG.debug("The listening connection was closed already.", problem);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Subscriber add(String channel, NotificationListener listener) {
    Subscriber subscriber = new Subscriber(channel, listener);
    subscribers.add(subscriber);
    return subscriber;
  }

  void remove(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!isStopping()) {
      try (Connection connection = source.open()) {
        open = connection;
        pause = FIRST_PAUSE_MILLIS;
        listen(connection);
      } catch (SQLException problem) {
        if (!isStopping()) {
          LOG.warn("The database's notifications are not heard: {}", problem.getMessage());
        }
      } catch (RuntimeException problem) {
        LOG.error("Listening to the database failed.", problem);
      }
      open = null;
      lose();
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private void listen(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    Set<String> channels = new HashSet<>();
    long lastSign = System.nanoTime();
    while (!isStopping()) {
      follow(connection, channels);
      PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
      if (heard != null && heard.length > 0) {
        for (PGNotification notification : heard) {
          hear(notification.getName(), notification.getParameter());
        }
        lastSign = System.nanoTime();
      } else if (System.nanoTime() - lastSign > SILENCE_NANOS) {
        askForSign(connection);
        lastSign = System.nanoTime();
      }
    }
  }

  /** Begins and ends channels as subscribers came and went. */
  private void follow(Connection connection, Set<String> channels) throws SQLException {
    Set<String> wanted = new HashSet<>();
    for (Subscriber subscriber : subscribers) {
      wanted.add(subscriber.channel);
    }
    for (String channel : wanted) {
      if (channels.add(channel)) {
        execute(connection, "listen " + channel);
      }
    }
    for (String channel : List.copyOf(channels)) {
      if (!wanted.contains(channel)) {
        execute(connection, "unlisten " + channel);
        channels.remove(channel);
      }
    }
    for (Subscriber subscriber : subscribers) {
      if (!subscriber.isListening && channels.contains(subscriber.channel)) {
        subscriber.isListening = true;
        call(subscriber, subscriber.listener::listening);
        subscriber.heardOf.countDown();
      }
    }
  }

  private void hear(String channel, String payload) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.isListening && subscriber.channel.equals(channel)) {
        call(subscriber, () -> subscriber.listener.heard(payload));
      }
    }
  }

  private void lose() {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.isListening) {
        subscriber.isListening = false;
        call(subscriber, subscriber.listener::lost);
      }
    }
  }

  private static void call(Subscriber subscriber, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException problem) {
      LOG.error("A listener on {} failed.", subscriber.channel, problem);
    }
  }

  private static void askForSign(Connection connection) throws SQLException {
    connection.setNetworkTimeout(AT_ONCE, SIGN_OF_LIFE_MILLIS);
    execute(connection, "select 1");
    connection.setNetworkTimeout(AT_ONCE, 0);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }
}
