package app.countersign.systemmetrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server's work with contracts looks like; the schema says what each figure is. */
record SystemMetrics(
    int contractCount,
    int extractionCount,
    int pendingExtractionCount,
    int approvedExtractionCount,
    int refundQuoteCount,
    @Nullable Integer meanExtractionMillis,
    @Nullable Integer p95ExtractionMillis,
    List<CacheMetrics> caches,
    List<ActivityCount> daily,
    List<ActivityCount> weekly) {}
