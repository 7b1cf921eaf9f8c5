package app.countersign.platform.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Counts what one cache does, and shows it as meters. */
final class Counters {
  private final String name;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  Counters(String name) {
    this.name = name;
  }

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  void error() {
    errors.increment();
  }

  void eviction() {
    evictions.increment();
  }

  CacheCounts read() {
    return CacheCounts.of(name, hits.sum(), misses.sum(), errors.sum(), evictions.sum());
  }

  void bind(MeterRegistry registry) {
    bind(registry, "cache.gets", "hit", counters -> counters.hits.sum());
    bind(registry, "cache.gets", "miss", counters -> counters.misses.sum());
    bind(registry, "cache.errors", "error", counters -> counters.errors.sum());
    bind(registry, "cache.evictions", "evicted", counters -> counters.evictions.sum());
  }

  private void bind(
      MeterRegistry registry, String meter, String result, ToDoubleFunction<Counters> count) {
    FunctionCounter.builder(meter, this, count)
        .tag("cache", name)
        .tag("result", result)
        .register(registry);
  }
}
