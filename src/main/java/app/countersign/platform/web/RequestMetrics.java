package app.countersign.platform.web;

import app.countersign.platform.graphql.GraphQlAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times GraphQL requests by operation and outcome. Only signed-in callers make operation names
 * known here, and only so many, so that nobody can fill the metrics with names.
 */
@Singleton
final class RequestMetrics {
  private static final int MOST_NAMES = 200;

  private final MeterRegistry registry;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(GraphQlAnswer answer, boolean isSignedIn, long nanos) {
    registry
        .timer(
            "graphql.requests", "operation", name(answer, isSignedIn), "outcome", answer.outcome())
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private String name(GraphQlAnswer answer, boolean isSignedIn) {
    String name = answer.operation();
    if (name == null) {
      return "unnamed";
    }
    if (isSignedIn && names.size() < MOST_NAMES) {
      names.add(name);
    }
    return names.contains(name) ? name : "other";
  }
}
