package app.countersign.ledger;

import java.math.BigDecimal;

/** Which way money moves, seen by the account holder. */
public enum Direction {
  IN,
  OUT;

  /** The direction of an amount in the holder's sign; zero moves nothing and counts as out. */
  public static Direction of(BigDecimal amount) {
    return amount.signum() > 0 ? IN : OUT;
  }
}
