package app.countersign.llm;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls by provider: {@code llm.calls} (a timer, by outcome), {@code llm.tokens} (by kind)
 * and {@code llm.cost.usd}. Nothing of what was asked or answered.
 */
record ModelMetrics(MeterRegistry registry) {

  void answered(Provider provider, Duration duration) {
    called(provider, "answered", duration);
  }

  void failed(Provider provider, FailureKind kind, Duration duration) {
    called(provider, kind.name().toLowerCase(Locale.ROOT), duration);
  }

  void used(Provider provider, ModelReply reply, @Nullable BigDecimal cost) {
    tokens(provider, "prompt", reply.promptTokens());
    tokens(provider, "completion", reply.completionTokens());
    if (cost != null) {
      registry.counter("llm.cost.usd", "provider", tag(provider)).increment(cost.doubleValue());
    }
  }

  private void called(Provider provider, String outcome, Duration duration) {
    registry.timer("llm.calls", "provider", tag(provider), "outcome", outcome).record(duration);
  }

  private void tokens(Provider provider, String kind, @Nullable Integer count) {
    if (count != null) {
      registry.counter("llm.tokens", "provider", tag(provider), "kind", kind).increment(count);
    }
  }

  private static String tag(Provider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }
}
