package app.countersign.merchant;

import java.util.List;
import java.util.UUID;

/**
 * What a report of the other side is worth reading again for.
 *
 * @param sourceIds the purchases that have changed
 */
record Hint(UUID id, Kind kind, UUID personId, int merchantId, List<UUID> sourceIds) {

  /** What is read again. */
  enum Kind {
    /** The person's links; the merchant may want a new sign-in. */
    ACCOUNT,
    /** What is new. */
    NEW_PURCHASES,
    /** Each of the purchases. */
    CHANGED_PURCHASES
  }
}
