package app.countersign.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the trail in every way there is, and raises the alarm in the log and the metrics. */
@Singleton
class AuditVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(AuditVerifier.class);

  private final AuditLog log;
  private final CheckpointCheck checkpoints;
  private final Clock clock;
  private final AtomicInteger faults = new AtomicInteger();

  AuditVerifier(AuditLog log, CheckpointCheck checkpoints, Clock clock, MeterRegistry registry) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.clock = clock;
    Gauge.builder("audit.faults", faults, AtomicInteger::get)
        .description("Broken places of the audit trail that the last check by this server found")
        .register(registry);
  }

  /** Checks every chain, or those of one type, or one subject's. */
  AuditVerification verify(@Nullable String subjectType, @Nullable String subjectId) {
    AuditVerification found =
        log.verify(subjectType, subjectId, clock.instant())
            .with(checkpoints.check(subjectType, subjectId));
    if (!found.isIntact()) {
      LOG.error(
          "The audit trail is not as it was written: {} faults, the first {}",
          found.faultCount(),
          found.firstFault());
    }
    if (subjectType == null) {
      faults.set(found.faultCount());
    }
    return found;
  }
}
