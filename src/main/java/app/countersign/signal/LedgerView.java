package app.countersign.signal;

import app.countersign.ledger.Account;
import app.countersign.ledger.LedgerPurchase;
import app.countersign.ledger.LedgerSnapshot;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a ledger counts as of a day, prepared once for all categories and windows: rows posted
 * later are invisible and balances are rolled back by them, zero amounts are left out, and so is
 * what is not in the currency of most rows of banks. Purchases count where no bank tells of the
 * same, as {@link PurchaseMatching} says.
 */
final class LedgerView {
  private static final int MASK_DIGITS = 4;
  private static final Comparator<LedgerTransaction> FIXED_ORDER =
      Comparator.comparing(LedgerTransaction::postedOn)
          .thenComparing(LedgerTransaction::accountId)
          .thenComparingInt(LedgerTransaction::sequence)
          .thenComparing(LedgerTransaction::id);

  private final LedgerSnapshot ledger;
  private final LocalDate asOf;
  private final Map<UUID, Account> accountsById = new HashMap<>();
  private final Map<UUID, BigDecimal> laterSums = new HashMap<>();
  private final List<LedgerTransaction> visible = new ArrayList<>();
  private final String currency;
  private final List<HeldAccount> accounts;
  private final List<LedgerRow> rows;
  private final boolean hasChecking;
  private final IncomeDeposits deposits;
  private final @Nullable Ratio expenses;
  private @Nullable CreditSignals credit;
  private @Nullable CreditSignals warnedOf;
  private @Nullable List<String> warnings;
  private int rowsWithoutAccount;
  private int purchasesHeldByBanks;

  private LedgerView(LedgerSnapshot ledger, LocalDate asOf) {
    this.ledger = ledger;
    this.asOf = asOf;
    ledger.accounts().forEach(account -> accountsById.put(account.id(), account));
    partByDay();
    this.currency = mostFrequentCurrency();
    var counted = rowsInCurrency();
    this.accounts = holdAccounts(counted);
    this.rows = withPurchases(describe(counted));
    this.hasChecking =
        accounts.stream()
            .anyMatch(held -> held.isInCurrency() && held.role() == AccountRole.CHECKING);
    this.deposits = IncomeDeposits.of(this);
    this.expenses = MonthlyExpenses.of(this);
  }

  static LedgerView of(LedgerSnapshot ledger, LocalDate asOf) {
    return new LedgerView(ledger, asOf);
  }

  LedgerSnapshot ledger() {
    return ledger;
  }

  LocalDate asOf() {
    return asOf;
  }

  /** The currency of most visible rows, else of most accounts; empty when there is neither. */
  String currency() {
    return currency;
  }

  /** All accounts in the ledger's order, also those in other currencies. */
  List<HeldAccount> accounts() {
    return accounts;
  }

  /** The rows that count, by day, account and place in the document. */
  List<LedgerRow> rows() {
    return rows;
  }

  /** Rows posted up to the day with an amount, in any currency, in no fixed order. */
  List<LedgerTransaction> visible() {
    return visible;
  }

  /** Visible rows that name an account the user does not have. */
  int rowsWithoutAccount() {
    return rowsWithoutAccount;
  }

  /** Visible payments of purchases that rows of banks tell of already. */
  int purchasesHeldByBanks() {
    return purchasesHeldByBanks;
  }

  boolean hasChecking() {
    return hasChecking;
  }

  /** Daily life runs over checking accounts, or over all deposits of a user who has none. */
  boolean isDaily(AccountRole role) {
    return hasChecking ? role == AccountRole.CHECKING : role.isDepository();
  }

  /** The deposits that may be income, looked for further back than any window. */
  IncomeDeposits deposits() {
    return deposits;
  }

  /** What a month costs, which no window decides; null when no row tells. */
  @Nullable Ratio expenses() {
    return expenses;
  }

  /** The credit signals, the same in every window; null when there are none. */
  @Nullable CreditSignals credit() {
    if (credit == null) {
      credit = CreditDetector.detect(this);
    }
    return credit;
  }

  /** What is odd about the ledger, the same in every window. */
  List<String> warnings(@Nullable CreditSignals found) {
    List<String> known = warnings;
    if (known == null || warnedOf != found) {
      known = LedgerWarnings.of(this, found);
      warnings = known;
      warnedOf = found;
    }
    return known;
  }

  private void partByDay() {
    for (var row : ledger.transactions()) {
      var account = accountsById.get(row.accountId());
      if (row.postedOn().isAfter(asOf)) {
        if (account != null && account.currency().equals(row.currency())) {
          laterSums.merge(row.accountId(), row.amount(), BigDecimal::add);
        }
      } else if (account == null) {
        rowsWithoutAccount++;
      } else if (row.amount().signum() != 0) {
        visible.add(row);
      }
    }
  }

  private String mostFrequentCurrency() {
    Map<String, Integer> counts = new TreeMap<>();
    if (visible.isEmpty()) {
      ledger.accounts().forEach(account -> counts.merge(account.currency(), 1, Integer::sum));
      if (counts.isEmpty()) {
        visiblePurchases()
            .forEach(purchase -> counts.merge(purchase.row().currency(), 1, Integer::sum));
      }
    } else {
      visible.forEach(row -> counts.merge(row.currency(), 1, Integer::sum));
    }
    var winner = "";
    int most = 0;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        winner = entry.getKey();
      }
    }
    return winner;
  }

  private List<LedgerTransaction> rowsInCurrency() {
    List<LedgerTransaction> counted = new ArrayList<>(visible.size());
    for (var row : visible) {
      var account = accountsById.get(row.accountId());
      if (row.currency().equals(currency)
          && account != null
          && account.currency().equals(currency)) {
        counted.add(row);
      }
    }
    counted.sort(FIXED_ORDER);
    return counted;
  }

  private List<HeldAccount> holdAccounts(List<LedgerTransaction> counted) {
    Set<UUID> withRows = new HashSet<>();
    counted.forEach(row -> withRows.add(row.accountId()));
    List<HeldAccount> held = new ArrayList<>(ledger.accounts().size());
    for (var account : ledger.accounts()) {
      var role = AccountRole.of(account);
      var balance = account.currentBalance();
      var later = laterSums.get(account.id());
      if (balance != null && later != null) {
        balance = role.isDebt() ? balance.add(later) : balance.subtract(later);
      }
      boolean isInCurrency = account.currency().equals(currency);
      held.add(
          new HeldAccount(account, role, balance, isInCurrency, withRows.contains(account.id())));
    }
    return held;
  }

  private List<LedgerRow> describe(List<LedgerTransaction> counted) {
    Map<UUID, AccountRole> rolesById = new HashMap<>();
    accounts.forEach(held -> rolesById.put(held.account().id(), held.role()));
    var roles = new AccountRole[counted.size()];
    for (int index = 0; index < roles.length; index++) {
      roles[index] = rolesById.getOrDefault(counted.get(index).accountId(), AccountRole.OTHER);
    }
    var movements = OwnTransfers.find(counted, roles);
    List<LedgerRow> described = new ArrayList<>(roles.length);
    for (int index = 0; index < roles.length; index++) {
      var row = counted.get(index);
      var movement =
          movements[index] == Movement.ORDINARY && settlesHeldCard(row, roles[index])
              ? Movement.CARD_SETTLEMENT
              : movements[index];
      described.add(new LedgerRow(row, roles[index], row.postedOn().toEpochDay(), movement));
    }
    return described;
  }

  private List<LedgerPurchase> visiblePurchases() {
    return ledger.purchases().stream()
        .filter(purchase -> !purchase.row().postedOn().isAfter(asOf))
        .filter(purchase -> purchase.row().amount().signum() != 0)
        .toList();
  }

  private List<LedgerRow> withPurchases(List<LedgerRow> described) {
    if (ledger.purchases().isEmpty()) {
      return described;
    }
    var purchases = visiblePurchases();
    var counted = PurchaseMatching.counted(purchases, visible, ledger.accounts(), described);
    purchasesHeldByBanks = purchases.size() - counted.size();
    visible.addAll(counted);
    List<LedgerRow> all = new ArrayList<>(described);
    for (var row : counted) {
      if (row.currency().equals(currency)) {
        all.add(
            new LedgerRow(row, AccountRole.OTHER, row.postedOn().toEpochDay(), Movement.ORDINARY));
      }
    }
    all.sort(Comparator.comparing(LedgerRow::transaction, FIXED_ORDER));
    return all;
  }

  /** The card whose mask the text names decides; without one any card with rows is taken for it. */
  private boolean settlesHeldCard(LedgerTransaction row, AccountRole role) {
    if (row.category() != TransactionCategory.CARD_PAYMENT
        || role == AccountRole.CARD
        || row.amount().signum() > 0) {
      return false;
    }
    boolean anyHasRows = false;
    for (var held : accounts) {
      if (held.role() != AccountRole.CARD) {
        continue;
      }
      var mask = held.account().mask();
      if (mask != null && mask.length() >= MASK_DIGITS && row.description().contains(mask)) {
        return held.hasRows();
      }
      anyHasRows |= held.hasRows();
    }
    return anyHasRows;
  }
}
