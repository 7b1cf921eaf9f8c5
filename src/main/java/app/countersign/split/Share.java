package app.countersign.split;

import app.countersign.money.Money;
import java.util.List;

/**
 * What falls to one member, and how it came about.
 *
 * @param amount the sum of the parts; below zero where money comes back
 */
public record Share(String member, Money amount, List<Part> parts) {
  public Share {
    parts = List.copyOf(parts);
  }

  /** What a part is a part of. */
  public enum Kind {
    /** The whole amount, split equally, by weight, or as a refund. */
    WHOLE,
    /** The items. */
    ITEMS,
    /** Tax, tip, fee and shipping, as one amount. */
    EXTRAS,
    /** What is taken off; below zero. */
    DISCOUNT
  }

  /**
   * One step of the working.
   *
   * @param amount in whole minor units of the currency
   * @param exact before it was rounded, in the currency's major unit
   * @param oddUnit the minor unit left over by rounding that fell to this member, with the sign of
   *     the whole; zero for the others
   */
  public record Part(Kind kind, Money amount, Ratio exact, Money oddUnit) {}
}
