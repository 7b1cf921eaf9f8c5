package app.countersign.signal;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds moves between a user's own accounts. Two rows are the two halves of one move when they have
 * the same absolute amount and opposite signs, lie on two accounts, are posted at most {@value
 * #TOLERANCE_DAYS} days apart (a weekend between two banks), and neither text names somebody else.
 * The halves nearest in time are joined first and each row is used once. What stays alone is a move
 * only when its text says so.
 */
final class OwnTransfers {
  /** How many days the two halves may be posted apart. */
  static final int TOLERANCE_DAYS = 3;

  /** Texts that do not name another party: these alone can be half of a pair. */
  private static final Set<TransactionCategory> PAIRABLE =
      EnumSet.of(
          TransactionCategory.OWN_TRANSFER,
          TransactionCategory.PERSON_TRANSFER,
          TransactionCategory.CARD_PAYMENT,
          TransactionCategory.LOAN_ADVANCE,
          TransactionCategory.CASH);

  private final List<LedgerTransaction> rows;
  private final AccountRole[] roles;
  private final Movement[] movements;

  private OwnTransfers(List<LedgerTransaction> rows, AccountRole[] roles) {
    this.rows = rows;
    this.roles = roles;
    this.movements = new Movement[rows.size()];
    Arrays.fill(movements, Movement.ORDINARY);
  }

  /**
   * Says for each row whether it is a move between own accounts.
   *
   * @param rows of one currency, in a fixed order
   * @param roles of the rows' accounts, in the same order
   */
  static Movement[] find(List<LedgerTransaction> rows, AccountRole[] roles) {
    var transfers = new OwnTransfers(rows, roles);
    transfers.joinPairs();
    transfers.believeTexts();
    return transfers.movements;
  }

  private void joinPairs() {
    Map<BigDecimal, List<Integer>> incoming = new HashMap<>();
    List<Integer> outgoing = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      if (!canBeHalf(index)) {
        continue;
      }
      if (rows.get(index).amount().signum() > 0) {
        incoming.computeIfAbsent(amountOf(index), _ -> new ArrayList<>(2)).add(index);
      } else {
        outgoing.add(index);
      }
    }
    if (incoming.isEmpty()) {
      return;
    }
    for (int apart = 0; apart <= TOLERANCE_DAYS; apart++) {
      for (int out : outgoing) {
        joinNearest(out, incoming.getOrDefault(amountOf(out), List.of()), apart);
      }
    }
  }

  private boolean canBeHalf(int index) {
    var row = rows.get(index);
    return roles[index].canHoldOwnTransfer()
        && (PAIRABLE.contains(row.category())
            || (row.category() == TransactionCategory.OTHER && row.merchant() == null));
  }

  private BigDecimal amountOf(int index) {
    return rows.get(index).amount().abs().stripTrailingZeros();
  }

  private void joinNearest(int out, List<Integer> candidates, int apart) {
    if (movements[out] != Movement.ORDINARY) {
      return;
    }
    var from = rows.get(out);
    for (int in : candidates) {
      var to = rows.get(in);
      long days = Math.abs(to.postedOn().toEpochDay() - from.postedOn().toEpochDay());
      if (movements[in] == Movement.ORDINARY
          && days == apart
          && !to.accountId().equals(from.accountId())) {
        boolean isBetweenSavings =
            roles[in] == AccountRole.SAVINGS && roles[out] == AccountRole.SAVINGS;
        movements[in] = isBetweenSavings ? Movement.BETWEEN_SAVINGS : Movement.OWN_TRANSFER;
        movements[out] = movements[in];
        return;
      }
    }
  }

  private void believeTexts() {
    for (int index = 0; index < movements.length; index++) {
      if (movements[index] == Movement.ORDINARY
          && rows.get(index).category() == TransactionCategory.OWN_TRANSFER) {
        movements[index] = Movement.OWN_TRANSFER;
      }
    }
  }
}
