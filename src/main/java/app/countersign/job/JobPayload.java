package app.countersign.job;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of a mutation that starts a job. */
public record JobPayload(@Nullable Job job, List<UserError> userErrors) {
  /** It was started. */
  public static JobPayload started(Job job) {
    return new JobPayload(job, List.of());
  }

  /** It was not. */
  public static JobPayload refused(List<UserError> errors) {
    return new JobPayload(null, errors);
  }
}
