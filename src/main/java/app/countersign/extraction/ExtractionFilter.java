package app.countersign.extraction;

import app.countersign.platform.graphql.DateTimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which extractions; null is not filtered, an empty list matches nothing. */
public record ExtractionFilter(
    @Nullable List<String> contractId,
    @Nullable List<ExtractionStatus> status,
    @Nullable List<ExtractionProvider> provider,
    @Nullable Boolean isCurrent,
    @Nullable Boolean isStale,
    @Nullable DateTimeRange extractedAt) {}
