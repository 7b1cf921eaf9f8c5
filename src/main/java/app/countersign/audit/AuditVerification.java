package app.countersign.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the trail found.
 *
 * @param checkpointCount signed checkpoints that the trail was held against
 * @param checkpointedAt when the newest good one was made; null when there is none
 */
public record AuditVerification(
    int entryCount,
    int chainCount,
    int faultCount,
    @Nullable AuditFault firstFault,
    Instant verifiedAt,
    int checkpointCount,
    @Nullable Instant checkpointedAt) {

  /** A check of the chains alone. */
  AuditVerification(
      int entryCount,
      int chainCount,
      int faultCount,
      @Nullable AuditFault firstFault,
      Instant verifiedAt) {
    this(entryCount, chainCount, faultCount, firstFault, verifiedAt, 0, null);
  }

  /** The same, held against checkpoints as well. */
  AuditVerification with(CheckpointCheck.Outcome checked) {
    return new AuditVerification(
        entryCount,
        chainCount,
        faultCount + checked.faults().size(),
        firstFault != null || checked.faults().isEmpty() ? firstFault : checked.faults().getFirst(),
        verifiedAt,
        checked.checkpoints(),
        checked.newestAt());
  }

  /** Whether every chain is whole. */
  public boolean isIntact() {
    return faultCount == 0;
  }
}
