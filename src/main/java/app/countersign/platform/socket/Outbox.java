package app.countersign.platform.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, bounded in messages and size. Who brings a message waits for
 * room; when none comes for a while, the client is too slow and is let go. One virtual thread
 * sends.
 */
final class Outbox implements Runnable {
  /** How long what was put in before the end may take to be sent. */
  private static final long DRAIN_SECONDS = 5;

  private final Channel channel;
  private final Closer closer;
  private final SocketConfiguration configuration;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> waiting = new ArrayDeque<>();
  private long size;
  private @Nullable Ending ending;

  private record Ending(Closing why, String reason) {}

  /** How the connection is closed. */
  @FunctionalInterface
  interface Closer {
    /** Closes it at once, whatever waits. */
    void close(Closing why, String reason);
  }

  Outbox(Channel channel, Closer closer, SocketConfiguration configuration) {
    this.channel = channel;
    this.closer = closer;
    this.configuration = configuration;
  }

  /** Puts a message in; false when the connection is at its end. */
  boolean put(String text) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long patience = configuration.patience().toNanos();
      while (ending == null && !hasRoom(text)) {
        if (patience <= 0) {
          abort("The client reads too slowly.");
          return false;
        }
        patience = changed.awaitNanos(patience);
      }
      if (ending != null) {
        return false;
      }
      waiting.add(text);
      size += text.length();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connection once everything that waits is sent; later calls change nothing. */
  void finish(Closing why, String reason) {
    lock.lock();
    try {
      if (ending == null) {
        ending = new Ending(why, reason);
        changed.signalAll();
        channel
            .eventLoop()
            .schedule(() -> closer.close(why, reason), DRAIN_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The connection is gone: nothing waits any more. */
  void discard() {
    lock.lock();
    try {
      waiting.clear();
      size = 0;
      if (ending == null) {
        ending = new Ending(Closing.NORMAL, "");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends until the end. */
  @Override
  public void run() {
    try {
      String next;
      while ((next = take()) != null) {
        ChannelFuture written = channel.writeAndFlush(new TextWebSocketFrame(next));
        if (!channel.isWritable()) {
          written.await();
        }
      }
      Ending end = ending;
      if (end != null) {
        closer.close(end.why(), end.reason());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next message; null when there will be none. */
  private @Nullable String take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && ending == null) {
        changed.await();
      }
      String next = waiting.poll();
      if (next != null) {
        size -= next.length();
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** A message larger than the whole buffer goes alone. */
  private boolean hasRoom(String text) {
    return waiting.isEmpty()
        || waiting.size() < configuration.bufferMessages()
            && size + text.length() <= configuration.bufferBytes();
  }

  private void abort(String reason) {
    waiting.clear();
    size = 0;
    ending = new Ending(Closing.TRY_AGAIN_LATER, reason);
    changed.signalAll();
    closer.close(Closing.TRY_AGAIN_LATER, reason);
  }
}
