package app.countersign.platform.access;

import org.jspecify.annotations.Nullable;

/**
 * Whether something is allowed.
 *
 * @param reason why not, for people; null when allowed
 */
public record Allowance(boolean allowed, @Nullable String reason) {
  /** It is. */
  public static final Allowance YES = new Allowance(true, null);

  /** It is not, for a reason that a person can read. */
  public static Allowance no(String reason) {
    return new Allowance(false, reason);
  }
}
