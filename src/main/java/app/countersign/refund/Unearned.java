package app.countersign.refund;

/** What a formula gives back of a price: a share, or the reason why there is none. */
sealed interface Unearned {

  /**
   * A share of the price.
   *
   * @param share from 0 to 1
   * @param words how it was counted
   */
  record Share(Fraction share, String words) implements Unearned {}

  /** No figure can be given. */
  record NoFigure(RefundUnknown why) implements Unearned {}
}
