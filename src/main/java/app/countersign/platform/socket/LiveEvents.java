package app.countersign.platform.socket;

import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.graphql.GraphQlEngine.Opened;
import app.countersign.platform.graphql.GraphQlEngine.Prepared;
import app.countersign.platform.graphql.SharedAnswer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The events of one subscription, in their order. An event whose answer somebody else has made is
 * sent by whoever brings the event or makes the answer, if that needs no waiting; for every other
 * one, and for the end, the subscription's own thread has the turn.
 */
final class LiveEvents implements Flow.Subscriber<Object> {
  /** Events asked for at a time: one that is answered, and the next, so that others collect. */
  private static final int AHEAD = 2;

  private final GraphQlEngine engine;
  private final Prepared.Ready ready;
  private final Opened.Stream stream;
  private final Sender sender;
  private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();

  /** Whoever raises it from 0 has the turn: to look at the next signal, until it is 0 again. */
  private final AtomicInteger calls = new AtomicInteger();

  /** The turn, handed to the subscription's own thread. */
  private final Semaphore handed = new Semaphore(0);

  private volatile Flow.@Nullable Subscription source;
  private volatile boolean isLeft;
  private volatile boolean isClosed;

  LiveEvents(GraphQlEngine engine, Prepared.Ready ready, Opened.Stream stream, Sender sender) {
    this.engine = engine;
    this.ready = ready;
    this.stream = stream;
    this.sender = sender;
  }

  /** Where answers go. */
  @FunctionalInterface
  interface Sender {
    /** Sends an answer that is there; false, and nothing was sent, where that needs waiting. */
    boolean sendNow(Opened.Stream stream, GraphQlAnswer answer);
  }

  /** What the publisher says. */
  sealed interface Signal {
    /** An event, and the answer to it that is shared, once it was looked for. */
    final class Event implements Signal {
      private final Object value;
      private @Nullable SharedAnswer shared;

      private Event(Object value) {
        this.value = value;
      }

      Object value() {
        return value;
      }

      @Nullable SharedAnswer shared() {
        return shared;
      }

      /** Lets those make their own answers who wait for one that was not made here. */
      void abandon() {
        SharedAnswer common = shared;
        if (common != null && common.isMine()) {
          common.abandon();
        }
      }
    }

    /** It fails. */
    record Failed(Throwable cause) implements Signal {}

    /** It is over. */
    record Done() implements Signal {}
  }

  void begin() {
    stream.events().subscribe(this);
  }

  /**
   * The next signal for the subscription's own thread, which calls {@link #goOn} after it; null
   * when none came in that time, or it was left.
   */
  @Nullable Signal await(long nanos) throws InterruptedException {
    if (!handed.tryAcquire(nanos, TimeUnit.NANOSECONDS) || isLeft) {
      return null;
    }
    Signal next = signals.poll();
    if (next == null) {
      // What was to be heeded is done; the turn ends here nevertheless.
      goOn();
    }
    return next;
  }

  /** One event was answered. */
  void requestOne() {
    Flow.Subscription from = source;
    if (from != null) {
      from.request(1);
    }
  }

  /** Nothing more is said. */
  void leave() {
    isLeft = true;
    Flow.Subscription left = source;
    if (left != null) {
      left.cancel();
    }
    handed.release();
  }

  /** The subscription's own thread ends. */
  void close() {
    isClosed = true;
    abandonAll();
  }

  /** Sends what can be sent without waiting, in the caller's turn, which ends here or goes on. */
  void goOn() {
    int seen;
    do {
      seen = calls.get();
      Step step;
      do {
        step = tried();
      } while (step == Step.SENT);
      if (step == Step.TO_THREAD) {
        handed.release();
        if (isClosed) {
          abandonAll();
        }
        return;
      }
    } while (calls.addAndGet(-seen) > 0);
  }

  private void advance() {
    if (calls.getAndIncrement() == 0) {
      goOn();
    }
  }

  private enum Step {
    /** One signal less. */
    SENT,
    /** Nothing to be done before the next call. */
    NOTHING,
    /** The subscription's own thread has to. */
    TO_THREAD
  }

  /** What fails here fails on the subscription's own thread again, which can say so. */
  private Step tried() {
    try {
      return step();
    } catch (RuntimeException failure) {
      return Step.TO_THREAD;
    }
  }

  private Step step() {
    Signal next = signals.peek();
    if (next == null || isLeft) {
      return Step.NOTHING;
    }
    if (!(next instanceof Signal.Event event)) {
      return Step.TO_THREAD;
    }
    if (event.shared == null) {
      event.shared = engine.shared(ready, event.value);
    }
    SharedAnswer shared = event.shared;
    if (shared == null || shared.isMine()) {
      return Step.TO_THREAD;
    }
    if (!shared.isKnown()) {
      shared.whenKnown(this::advance);
      return Step.NOTHING;
    }
    GraphQlAnswer answer = shared.answer();
    if (answer == null || !sender.sendNow(stream, answer)) {
      return Step.TO_THREAD;
    }
    signals.poll();
    requestOne();
    return Step.SENT;
  }

  private void abandonAll() {
    for (Signal signal : signals) {
      if (signal instanceof Signal.Event event) {
        event.abandon();
      }
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (isLeft) {
      subscription.cancel();
    } else {
      subscription.request(AHEAD);
    }
  }

  @Override
  public void onNext(Object event) {
    if (signals.size() >= AHEAD) {
      Flow.Subscription broken = source;
      if (broken != null) {
        broken.cancel();
      }
      signals.add(
          new Signal.Failed(
              new IllegalStateException("a publisher that brings what is not asked")));
    } else {
      signals.add(new Signal.Event(event));
    }
    advance();
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.Failed(failure));
    advance();
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.Done());
    advance();
  }
}
