package app.countersign.split;

import app.countersign.money.Money;
import java.util.List;

/**
 * A divided amount.
 *
 * @param shares one for each member, in the order of the request; they sum to the total exactly
 */
public record Split(Money total, List<Share> shares) {
  public Split {
    shares = List.copyOf(shares);
  }
}
