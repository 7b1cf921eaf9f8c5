package app.countersign.platform.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import redis.embedded.RedisServer;

/** A Redis of the test's own, which it may stop and start again. */
final class TestRedis implements AutoCloseable {
  private final int port = freePort();
  private RedisServer server = started();

  String uri() {
    return "redis://localhost:" + port;
  }

  void stop() {
    try {
      server.stop();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  void startAgain() {
    server = started();
  }

  /** Answers nobody for a while. */
  void hang(Duration duration) {
    run(redis -> redis.clientPause(duration.toMillis()));
  }

  void run(Consumer<RedisCommands<String, String>> work) {
    RedisClient client = RedisClient.create(RedisURI.create(uri()));
    try (var connection = client.connect()) {
      work.accept(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @Override
  public void close() {
    stop();
  }

  private RedisServer started() {
    try {
      RedisServer started =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      started.start();
      return started;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
