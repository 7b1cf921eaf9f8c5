package app.countersign.extraction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well one reader reads one term, by what people corrected.
 *
 * @param shownCount where the reader showed a value; {@code UNKNOWN} is none
 * @param missedCount where it showed none and a person found one
 */
record ExtractionQuality(
    TermName term,
    @Nullable ExtractionProvider provider,
    @Nullable String model,
    @Nullable LocalDate period,
    int extractionCount,
    int shownCount,
    int correctedCount,
    int missedCount,
    List<CalibrationBucket> calibration,
    int meanDurationMillis,
    int p95DurationMillis,
    @Nullable BigDecimal costUsd) {
  private static final int SCALE = 4;

  /** Values shown with a confidence of one range, and how many were accepted as they were. */
  record CalibrationBucket(int from, int to, int shownCount, int acceptedCount) {
    /** Accepted of shown, 0 to 1. */
    public BigDecimal acceptanceRate() {
      return share(acceptedCount, shownCount);
    }
  }

  /** Corrected and missed of all, 0 to 1. */
  public BigDecimal correctionRate() {
    return share(correctedCount + missedCount, extractionCount);
  }

  private static BigDecimal share(int part, int whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SCALE, RoundingMode.HALF_UP);
  }
}
