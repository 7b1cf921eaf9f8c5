package app.countersign.job;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job and how far it is.
 *
 * @param input what was asked, as the JSON of the kind's own record
 * @param total how many users
 * @param done how many went well
 * @param failed how many did not
 */
@MappedEntity("job")
public record Job(
    @Id UUID id,
    JobKind kind,
    JobStatus status,
    String input,
    int total,
    int done,
    int failed,
    UUID createdBy,
    String createdByName,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** Users per second since it started; null before, or when no time has passed. */
  public @Nullable Double ratePerSecond(Instant now) {
    if (startedAt == null) {
      return null;
    }
    Instant end = finishedAt == null ? now : finishedAt;
    long millis = Duration.between(startedAt, end).toMillis();
    return millis <= 0 ? null : (done + failed) * 1000.0 / millis;
  }
}
