package app.countersign.platform.graphql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal the caller can mend.
 *
 * @param path where in the input, for example {@code ["input", "reason"]}
 * @param currentVersion the version as it stands now, where the refusal is about it
 * @param currentStatus the status as it stands now, where the refusal is about it
 */
public record UserError(
    UserErrorCode code,
    String message,
    List<String> path,
    @Nullable Integer currentVersion,
    @Nullable String currentStatus) {
  public UserError {
    path = List.copyOf(path);
  }

  /** A refusal that says nothing about version or status. */
  public static UserError of(UserErrorCode code, String message, String... path) {
    return new UserError(code, message, List.of(path), null, null);
  }

  /** The same refusal with how the thing stands now. */
  public UserError at(@Nullable Integer version, @Nullable String status) {
    return new UserError(code, message, path, version, status);
  }
}
