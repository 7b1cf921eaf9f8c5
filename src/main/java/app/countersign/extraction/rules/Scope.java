package app.countersign.extraction.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For whom a clause speaks.
 *
 * @param isAddendum whether it changes the body of the contract
 * @param states the states that it is limited to, such as {@code US-CA}; empty without a limit
 * @param isReplacing whether it says that it replaces what the body says
 */
record Scope(boolean isAddendum, Set<String> states, boolean isReplacing) {
  static final Scope BODY = new Scope(false, Set.of(), false);

  Scope {
    states = Set.copyOf(states);
  }

  static Scope limitedTo(Set<String> states) {
    return new Scope(true, states, true);
  }

  /** Whether a clause counts, and before which others. */
  enum Standing {
    /** For another state. */
    FOREIGN,
    /** For one state, while nobody said which state the contract is of. */
    UNDECIDED,
    /** The contract's body. */
    BODY,
    /** An addendum that applies: goes before the body. */
    ADDENDUM
  }

  /** How it stands for a contract of a state; null when that is not known. */
  Standing standing(@Nullable String jurisdiction) {
    if (!states.isEmpty()) {
      if (jurisdiction == null) {
        return Standing.UNDECIDED;
      }
      return states.contains(jurisdiction) ? Standing.ADDENDUM : Standing.FOREIGN;
    }
    return isAddendum ? Standing.ADDENDUM : Standing.BODY;
  }
}
