package app.countersign.systemmetrics;

import app.countersign.platform.cache.CacheCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How one cache of this server does.
 *
 * @param hitRate 0 to 1, four decimals; null when nobody asked yet
 */
record CacheMetrics(
    String name, int hitCount, int missCount, int errorCount, @Nullable BigDecimal hitRate) {
  private static final int SCALE = 4;

  static CacheMetrics of(CacheCounts counts) {
    Double rate = counts.hitRate();
    return new CacheMetrics(
        counts.name(),
        Math.clamp(counts.hitCount(), 0, Integer.MAX_VALUE),
        Math.clamp(counts.missCount(), 0, Integer.MAX_VALUE),
        Math.clamp(counts.errorCount(), 0, Integer.MAX_VALUE),
        rate == null ? null : BigDecimal.valueOf(rate).setScale(SCALE, RoundingMode.HALF_UP));
  }
}
