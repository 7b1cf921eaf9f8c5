package app.countersign.platform.stream;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Streams as {@link ResumableStreams} gives them, for topics that many listen to at once: a server
 * reads a topic once for all of its subscribers, and each of them is told some rows at a time.
 * Whoever is slow is told more at a time, and none of the others waits for it.
 */
@Singleton
public final class SharedStreams {
  private final Announcements announcements;
  private final StreamConfiguration configuration;
  private final Map<String, Use> uses = new HashMap<>();

  private static final class Use {
    private final Tail<?, ?> tail;
    private int followers;

    private Use(Tail<?, ?> tail) {
      this.tail = tail;
    }
  }

  SharedStreams(Announcements announcements, StreamConfiguration configuration) {
    this.announcements = announcements;
    this.configuration = configuration;
  }

  /**
   * The rows after a number, those that are there and those to come, each once and in order.
   * Nothing is read before there is a subscriber. It fails when the rows cannot be read for several
   * tries. The subscriber's methods are called on the thread that serves the others too, so they
   * must not block.
   *
   * @param sequence the last number that was seen; 0 for all, where numbers begin at 1
   */
  public <E, B> Flow.Publisher<B> after(long sequence, SharedLog<E, B> log) {
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      Use use = enter(log);
      @SuppressWarnings("unchecked") // a topic is always the same rows
      Tail<E, B> tail = (Tail<E, B>) use.tail;
      new Follower<>(tail, sequence, subscriber, () -> leave(log.topic(), use)).start();
    };
  }

  /** How many topics are read on this server. */
  public synchronized int topics() {
    return uses.size();
  }

  private synchronized <E, B> Use enter(SharedLog<E, B> log) {
    @Nullable Use use = uses.get(log.topic());
    if (use == null || use.tail.hasFailed()) {
      Tail<E, B> tail = new Tail<>(log, announcements, configuration);
      use = new Use(tail);
      uses.put(log.topic(), use);
      tail.start();
    }
    use.followers++;
    return use;
  }

  private synchronized void leave(String topic, Use use) {
    use.followers--;
    if (use.followers == 0) {
      use.tail.close();
      uses.remove(topic, use);
    }
  }
}
