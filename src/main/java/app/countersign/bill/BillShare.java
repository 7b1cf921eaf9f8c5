package app.countersign.bill;

import app.countersign.money.Money;
import app.countersign.split.Share;
import java.util.List;

/**
 * What falls to a member of a bill.
 *
 * @param parts sum to the amount
 */
public record BillShare(BillMember member, Money amount, List<Part> parts) {
  /** Copies the list. */
  public BillShare {
    parts = List.copyOf(parts);
  }

  /**
   * One step of the working.
   *
   * @param exact before it was rounded, as a fraction in lowest terms
   * @param oddUnit the unit left over by rounding that fell to this member; zero for the others
   */
  public record Part(Share.Kind kind, Money amount, String exact, Money oddUnit) {
    static Part of(Share.Part part) {
      return new Part(part.kind(), part.amount(), part.exact().text(), part.oddUnit());
    }
  }
}
