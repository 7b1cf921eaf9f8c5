package app.countersign.review;

import org.jspecify.annotations.Nullable;

/**
 * Whether something is allowed.
 *
 * @param reason why not, for people; null when allowed
 */
public record Allowance(boolean allowed, @Nullable String reason) {
  static final Allowance YES = new Allowance(true, null);

  static Allowance no(String reason) {
    return new Allowance(false, reason);
  }
}
