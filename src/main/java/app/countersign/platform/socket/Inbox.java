package app.countersign.platform.socket;

import io.netty.channel.Channel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent and nobody has looked at. When much waits, the socket is not read, so that
 * the client's own network holds the rest.
 */
final class Inbox {
  private static final int MUCH_MESSAGES = 64;
  private static final int MUCH_SIZE = GraphQlSocket.MOST_BYTES;

  private final Channel channel;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong size = new AtomicLong();

  Inbox(Channel channel) {
    this.channel = channel;
  }

  /** Keeps a message; on the event loop, never waits. */
  void put(String text) {
    size.addAndGet(text.length());
    waiting.add(text);
    if (isMuch()) {
      channel.config().setAutoRead(false);
    }
  }

  /** Lets who waits for a message look around; they get an empty one. */
  void wake() {
    waiting.add("");
  }

  /** The next message; null when none came in that time. */
  @Nullable String next(long nanos) throws InterruptedException {
    String text = waiting.poll(nanos, TimeUnit.NANOSECONDS);
    if (text != null) {
      size.addAndGet(-text.length());
      if (!channel.config().isAutoRead() && !isMuch()) {
        // Decided anew where messages are put in, lest the two overtake each other.
        channel
            .eventLoop()
            .execute(
                () -> {
                  if (!isMuch()) {
                    channel.config().setAutoRead(true);
                  }
                });
      }
    }
    return text;
  }

  private boolean isMuch() {
    return waiting.size() >= MUCH_MESSAGES || size.get() >= MUCH_SIZE;
  }
}
