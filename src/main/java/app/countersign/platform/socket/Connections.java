package app.countersign.platform.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is open on this server: for the limits and for the metrics. */
@Singleton
final class Connections {
  private final MeterRegistry registry;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger operations = new AtomicInteger();
  private final Map<String, Integer> byOwner = new ConcurrentHashMap<>();
  private final Counter events;

  Connections(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("graphql.socket.connections", open, AtomicInteger::get)
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
  int opened() {
    return open.incrementAndGet();
  }

  /** One less. */
  void closed() {
    open.decrementAndGet();
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
    return open.get();
  }

  /** Operations that run. */
  int runningOperations() {
    return operations.get();
  }
}
