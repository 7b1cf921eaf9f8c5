package app.countersign.platform.socket;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, bounded in messages and size. Who brings a message waits for
 * room; when none comes for a while, the client is too slow and is let go. The connection's event
 * loop sends, all that waits at a time, as long as the network takes it.
 */
final class Outbox {
  /** How long what was put in before the end may take to be sent. */
  private static final long DRAIN_SECONDS = 5;

  private final Channel channel;
  private final Closer closer;
  private final SocketConfiguration configuration;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Text> waiting = new ArrayDeque<>();
  private long size;
  private final AtomicBoolean isWoken = new AtomicBoolean();
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
  boolean put(Text text) throws InterruptedException {
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
      add(text);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a message in if that needs no waiting; false when it does, or at the end. */
  boolean offer(Text text) {
    lock.lock();
    try {
      if (ending != null || !hasRoom(text)) {
        return false;
      }
      add(text);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(Text text) {
    waiting.add(text);
    size += text.size();
    wake();
  }

  /** Closes the connection once everything that waits is sent; later calls change nothing. */
  void finish(Closing why, String reason) {
    lock.lock();
    try {
      if (ending == null) {
        ending = new Ending(why, reason);
        changed.signalAll();
        wake();
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

  /** Has what waits sent, or the connection closed when its end is near. */
  void wake() {
    if (isWoken.compareAndSet(false, true)) {
      try {
        channel.eventLoop().execute(this::send);
      } catch (RejectedExecutionException stopped) {
        // The server has stopped, and the channel is closed.
        isWoken.set(false);
      }
    }
  }

  /** On the event loop: what the network does not take now is sent when it does. */
  private void send() {
    isWoken.set(false);
    boolean hasWritten = false;
    Text next;
    while (channel.isWritable() && (next = take()) != null) {
      channel.write(new TextWebSocketFrame(next.buffer(channel.alloc())));
      hasWritten = true;
    }
    if (hasWritten) {
      channel.flush();
    }
    Ending end = endedEmpty();
    if (end != null) {
      closer.close(end.why(), end.reason());
    }
  }

  private @Nullable Text take() {
    lock.lock();
    try {
      Text next = waiting.poll();
      if (next != null) {
        size -= next.size();
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** How it ends, when nothing has to be sent before. */
  private @Nullable Ending endedEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty() ? ending : null;
    } finally {
      lock.unlock();
    }
  }

  /** A message larger than the whole buffer goes alone. */
  private boolean hasRoom(Text text) {
    return waiting.isEmpty()
        || waiting.size() < configuration.bufferMessages()
            && size + text.size() <= configuration.bufferBytes();
  }

  private void abort(String reason) {
    waiting.clear();
    size = 0;
    ending = new Ending(Closing.TRY_AGAIN_LATER, reason);
    changed.signalAll();
    closer.close(Closing.TRY_AGAIN_LATER, reason);
  }
}
