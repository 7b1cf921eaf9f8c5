package app.countersign.deskstats;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the desk is doing. Decisions that were taken back count only as undone.
 *
 * @param pendingCount items waiting now
 * @param flaggedCount items flagged now
 * @param undoneTodayCount decisions of today that were taken back
 * @param averageReviewSeconds over today's standing decisions that have a review time; null when
 *     none has
 * @param reviewedCount how many the average is over
 */
public record OperatorStats(
    LocalDate day,
    int pendingCount,
    int flaggedCount,
    int approvedTodayCount,
    int rejectedTodayCount,
    int flaggedTodayCount,
    int undoneTodayCount,
    @Nullable Double averageReviewSeconds,
    int reviewedCount) {}
