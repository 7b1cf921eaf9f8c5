package app.countersign.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding as it is stored for a customer.
 *
 * @param madeAt when its figures became what they are
 * @param dataAsOf the newest day of the data it was made from
 * @param dismissedAt when the customer put it away; null while it is shown
 */
public record Insight(
    UUID id,
    UUID personId,
    InsightOrigin origin,
    InsightKind kind,
    InsightSeverity severity,
    @Nullable String currency,
    @Nullable String subject,
    String title,
    String text,
    List<InsightFigure> figures,
    Instant madeAt,
    LocalDate dataAsOf,
    @Nullable Instant dismissedAt) {}
