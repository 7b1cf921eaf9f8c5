package app.countersign.bill;

import app.countersign.bill.BillSplit.Person;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a question on shared costs.
 *
 * @param personId null for a name that is no member's
 */
record Sharer(@Nullable UUID personId, String name) {
  /** As it is stored: a member's name stands with the member, so that it goes with an erasure. */
  Person stored() {
    return new Person(personId, personId == null ? name : null);
  }
}
