package app.countersign.platform.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is open on this server: counted for the limits and the metrics, and told when the server
 * stops in good order. One that is stopped at once may close its channels without a word; clients
 * take that for a lost connection and connect again as well.
 */
@Singleton
final class Connections implements GracefulShutdownCapable {
  private final MeterRegistry registry;
  private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger operations = new AtomicInteger();
  private final Map<String, Integer> byOwner = new ConcurrentHashMap<>();
  private final Counter events;

  Connections(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("graphql.socket.connections", open, Set::size)
        .description("WebSocket connections that are open")
        .register(registry);
    Gauge.builder("graphql.socket.operations", operations, AtomicInteger::get)
        .description("Subscriptions and queries that run over WebSocket")
        .register(registry);
    this.events =
        Counter.builder("graphql.socket.events")
            .description("Answers sent over WebSocket")
            .register(registry);
  }

  /** One more connection; answers how many there are. */
  int opened(SocketConnection connection) {
    open.add(connection);
    return open.size();
  }

  /** One less. */
  void closed(SocketConnection connection) {
    open.remove(connection);
  }

  /** Tells every client that the server stops; is done when all are gone. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    return GracefulShutdownCapable.allOf(open.stream().map(SocketConnection::stop));
  }

  @Override
  public OptionalLong reportActiveTasks() {
    return OptionalLong.of(open.size());
  }

  /** Counts a connection to its owner; false, and not counted, when there are as many already. */
  boolean claim(String owner, int most) {
    boolean[] isClaimed = new boolean[1];
    byOwner.compute(
        owner,
        (key, count) -> {
          int now = count == null ? 0 : count;
          isClaimed[0] = now < most;
          return isClaimed[0] ? Integer.valueOf(now + 1) : count;
        });
    return isClaimed[0];
  }

  /** Takes a claim back. */
  void release(String owner) {
    byOwner.computeIfPresent(owner, (key, count) -> count == 1 ? null : count - 1);
  }

  void operationBegan() {
    operations.incrementAndGet();
  }

  void operationEnded() {
    operations.decrementAndGet();
  }

  void eventSent() {
    events.increment();
  }

  /** Notes why the server closed a connection. */
  void closedFor(Closing why) {
    registry.counter("graphql.socket.closes", "reason", why.name()).increment();
  }

  /** Connections that are open. */
  int openConnections() {
    return open.size();
  }

  /** Operations that run. */
  int runningOperations() {
    return operations.get();
  }
}
