package app.countersign.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a check of the trail found. */
public record AuditVerification(
    int entryCount,
    int chainCount,
    int faultCount,
    @Nullable AuditFault firstFault,
    Instant verifiedAt) {

  /** Whether every chain is whole. */
  public boolean isIntact() {
    return faultCount == 0;
  }
}
