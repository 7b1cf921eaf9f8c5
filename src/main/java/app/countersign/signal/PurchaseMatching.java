package app.countersign.signal;

import app.countersign.ledger.Account;
import app.countersign.ledger.LedgerPurchase;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of purchases count beside the rows of banks, so that no money is counted twice. In
 * this order, each over all payments by day and amount:
 *
 * <ol>
 *   <li>one paid with a card or account that is held, by its last four digits, does not count: its
 *       bank tells of it. The bank's row of it, where there is one, is used up;
 *   <li>one of the same amount, currency, sign and merchant as a row of a bank that is posted
 *       {@value #DAYS_BEFORE} day before it to {@value #DAYS_AFTER} days after it does not count.
 *       The earliest such row is used up, so each row stands for one payment at most;
 *   <li>one that is followed within {@value #STATEMENT_DAYS} days by a payment to a card that is
 *       not held does not count: what was bought with that card is in that payment.
 * </ol>
 */
final class PurchaseMatching {
  /** A bank may date a payment by its own calendar. */
  static final int DAYS_BEFORE = 1;

  /** Until what was ordered is billed and posted. */
  static final int DAYS_AFTER = 5;

  /** A month's statement and the time to pay it. */
  static final int STATEMENT_DAYS = 45;

  private static final Comparator<LedgerPurchase> FIXED_ORDER =
      Comparator.comparing((LedgerPurchase purchase) -> purchase.row().postedOn())
          .thenComparing(purchase -> purchase.row().amount())
          .thenComparing(purchase -> purchase.row().currency())
          .thenComparing(purchase -> purchase.row().description())
          .thenComparing(purchase -> purchase.row().id());
  private static final Comparator<LedgerTransaction> BY_DAY =
      Comparator.comparing(LedgerTransaction::postedOn)
          .thenComparing(LedgerTransaction::accountId)
          .thenComparingInt(LedgerTransaction::sequence)
          .thenComparing(LedgerTransaction::id);

  private final Map<Key, List<LedgerTransaction>> bankRows = new HashMap<>();
  private final Map<UUID, @Nullable String> masks = new HashMap<>();
  private final TreeSet<LocalDate> foreignCardPayments = new TreeSet<>();
  private final Set<UUID> usedUp = new HashSet<>();

  private PurchaseMatching(
      List<LedgerTransaction> visible, List<Account> accounts, List<LedgerRow> rows) {
    accounts.forEach(account -> masks.put(account.id(), account.mask()));
    visible.stream()
        .sorted(BY_DAY)
        .forEach(row -> bankRows.computeIfAbsent(Key.of(row), _ -> new ArrayList<>(2)).add(row));
    rows.stream()
        .filter(row -> row.category() == TransactionCategory.CARD_PAYMENT && row.isSpending())
        .forEach(row -> foreignCardPayments.add(row.transaction().postedOn()));
  }

  private record Key(BigDecimal amount, String currency, @Nullable String merchant) {
    static Key of(LedgerTransaction row) {
      return new Key(row.amount().stripTrailingZeros(), row.currency(), row.merchant());
    }
  }

  /**
   * The payments that count.
   *
   * @param purchases those that are visible
   * @param visible rows of banks, in any currency
   * @param rows those of them that count
   */
  static List<LedgerTransaction> counted(
      List<LedgerPurchase> purchases,
      List<LedgerTransaction> visible,
      List<Account> accounts,
      List<LedgerRow> rows) {
    var matching = new PurchaseMatching(visible, accounts, rows);
    var sorted = purchases.stream().sorted(FIXED_ORDER).toList();
    List<LedgerPurchase> notHeld = new ArrayList<>();
    for (var purchase : sorted) {
      if (matching.isPaidFromHeldAccount(purchase)) {
        matching.useUp(purchase, purchase.cardMask());
      } else {
        notHeld.add(purchase);
      }
    }
    List<LedgerTransaction> counted = new ArrayList<>();
    for (var purchase : notHeld) {
      if (!matching.useUp(purchase, null) && !matching.isInCardPayment(purchase.row())) {
        counted.add(purchase.row());
      }
    }
    return counted;
  }

  private boolean isPaidFromHeldAccount(LedgerPurchase purchase) {
    return purchase.cardMask() != null && masks.containsValue(purchase.cardMask());
  }

  /** Takes the bank's row of a payment; false where there is none left. */
  private boolean useUp(LedgerPurchase purchase, @Nullable String mask) {
    LedgerTransaction row = purchase.row();
    LocalDate first = row.postedOn().minusDays(DAYS_BEFORE);
    LocalDate last = row.postedOn().plusDays(DAYS_AFTER);
    for (var bankRow : bankRows.getOrDefault(Key.of(row), List.of())) {
      boolean isNear = !bankRow.postedOn().isBefore(first) && !bankRow.postedOn().isAfter(last);
      boolean isOfCard = mask == null || Objects.equals(masks.get(bankRow.accountId()), mask);
      if (isNear && isOfCard && usedUp.add(bankRow.id())) {
        return true;
      }
    }
    return false;
  }

  private boolean isInCardPayment(LedgerTransaction row) {
    LocalDate next = foreignCardPayments.ceiling(row.postedOn());
    return next != null && !next.isAfter(row.postedOn().plusDays(STATEMENT_DAYS));
  }
}
