package app.countersign.platform.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis that all caches share. After a failure Redis is left alone for a while,
 * then one caller tries it. Connecting happens in the background, the first time as well.
 */
final class RedisLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(500);
  private static final int MOST_WAITING = 10_000;
  private static final long NOT_PAUSED = Long.MIN_VALUE;
  private static final String WRONG_TYPE = "WRONGTYPE";

  private final String prefix;
  private final Duration timeout;
  private final Duration pause;
  private final String place;
  private final ClientResources resources;
  private final RedisClient client;
  private final CountDownLatch hasTried = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong pausedUntil = new AtomicLong(NOT_PAUSED);
  private final Thread connecting;
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

  RedisLink(String uri, CacheConfiguration configuration) {
    this.prefix = configuration.prefix();
    this.timeout = configuration.timeout();
    this.pause = configuration.pause();
    RedisURI address = RedisURI.create(uri);
    address.setTimeout(CONNECT_TIMEOUT);
    this.place = address.getHost() + ":" + address.getPort();
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(BETWEEN_CONNECTS))
            .build();
    this.client = RedisClient.create(resources, address);
    client.setOptions(options(timeout));
    this.connecting = Thread.ofVirtual().name("redis-connect").start(this::connect);
    awaitStart();
  }

  /** Redis failed, or what it holds under a key is of another type. */
  static final class RedisFailure extends Exception {
    private static final long serialVersionUID = 1L;

    RedisFailure(@Nullable Throwable cause) {
      super("Redis failed.", cause, false, false);
    }
  }

  String prefix() {
    return prefix;
  }

  /** Redis, unless it is not there or is being left alone; then null. */
  @Nullable RedisAsyncCommands<String, byte[]> commands() {
    long until = pausedUntil.get();
    if (until != NOT_PAUSED) {
      long now = System.nanoTime();
      boolean isOver = now - until >= 0;
      if (!isOver || !pausedUntil.compareAndSet(until, now + pause.toNanos())) {
        return null;
      }
    }
    return commandsEvenIfPaused();
  }

  /** Redis, unless it is not there; for what must be tried. */
  @Nullable RedisAsyncCommands<String, byte[]> commandsEvenIfPaused() {
    StatefulRedisConnection<String, byte[]> current = connection;
    return current == null ? null : current.async();
  }

  /** When a question begun now must be answered, in nanoseconds. */
  long latest() {
    return System.nanoTime() + timeout.toNanos();
  }

  /**
   * The answer, if it comes in time.
   *
   * @throws RedisFailure where it does not, or is an error
   */
  <T> @Nullable T await(Future<T> answer, long latest) throws RedisFailure {
    try {
      T value = answer.get(Math.max(0, latest - System.nanoTime()), TimeUnit.NANOSECONDS);
      succeeded();
      return value;
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new RedisFailure(problem);
    } catch (TimeoutException problem) {
      failed(problem);
      throw new RedisFailure(problem);
    } catch (ExecutionException problem) {
      failed(problem.getCause());
      throw new RedisFailure(problem.getCause());
    }
  }

  /** Notes that a question failed; one about a single key's type is no failure of Redis. */
  void failed(@Nullable Throwable problem) {
    String message = String.valueOf(problem == null ? null : problem.getMessage());
    if (message.startsWith(WRONG_TYPE) || closing.getCount() == 0) {
      return;
    }
    if (pausedUntil.getAndSet(System.nanoTime() + pause.toNanos()) == NOT_PAUSED) {
      LOG.warn("Redis at {} fails; caches do without it: {}", place, String.valueOf(problem));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      connecting.join(CONNECT_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.shutdown(Duration.ZERO, CONNECT_TIMEOUT);
    var _ = resources.shutdown(0, CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void succeeded() {
    if (pausedUntil.get() != NOT_PAUSED && pausedUntil.getAndSet(NOT_PAUSED) != NOT_PAUSED) {
      LOG.info("Redis at {} answers again.", place);
    }
  }

  /** Connects once; from then on the client does so itself. */
  private void connect() {
    RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    boolean isKnown = false;
    try {
      do {
        try {
          connection = client.connect(codec);
          LOG.info("Caches are in Redis at {}.", place);
          hasTried.countDown();
          return;
        } catch (RedisException problem) {
          hasTried.countDown();
          if (!isKnown) {
            LOG.warn("Redis at {} cannot be reached; caches do without it.", place);
            isKnown = true;
          }
        }
      } while (!closing.await(BETWEEN_CONNECTS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the first attempt has ended, one way or the other. */
  private void awaitStart() {
    try {
      hasTried.await(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ClientOptions options(Duration timeout) {
    return ClientOptions.builder()
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MOST_WAITING)
        .timeoutOptions(TimeoutOptions.enabled(timeout))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .keepAlive(true)
                .tcpNoDelay(true)
                .build())
        .build();
  }
}
