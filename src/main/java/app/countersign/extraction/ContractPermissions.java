package app.countersign.extraction;

import app.countersign.contract.TextStatus;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.access.Role;
import org.jspecify.annotations.Nullable;

/** What the caller may do with a contract now. */
record ContractPermissions(Allowance extract, Allowance quoteRefund, Allowance ask) {

  /**
   * By the contract's text and terms.
   *
   * @param text whether the text in force can be read; null without one
   * @param hasTerms whether an extraction was submitted
   */
  static ContractPermissions of(Actor actor, @Nullable TextStatus text, boolean hasTerms) {
    if (!actor.role().includes(Role.OPERATOR)) {
      Allowance role = Allowance.no("This needs the role %s.".formatted(Role.OPERATOR));
      return new ContractPermissions(role, role, role);
    }
    Allowance withText =
        text == TextStatus.COMPLETED
            ? Allowance.YES
            : Allowance.no("The contract has no text to read yet.");
    return new ContractPermissions(
        withText,
        hasTerms ? Allowance.YES : Allowance.no("No extraction of the contract was submitted yet."),
        withText);
  }
}
