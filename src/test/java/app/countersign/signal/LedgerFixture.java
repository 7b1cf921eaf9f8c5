package app.countersign.signal;

import app.countersign.ledger.Account;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.Liability;
import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes small ledgers down. Days are given as days before {@link #AS_OF}. */
final class LedgerFixture {
  /** The last day of a month, so that the month is complete. */
  static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

  final List<Account> accounts = new ArrayList<>();
  final List<Liability> liabilities = new ArrayList<>();
  final List<LedgerTransaction> rows = new ArrayList<>();
  @Nullable String statedAgeBracket;
  @Nullable BigDecimal statedAnnualIncome;
  LocalDate asOf = AS_OF;
  private long nextId = 1;

  UUID checking(@Nullable String balance) {
    return account(AccountType.DEPOSITORY, "checking", balance, null, "USD");
  }

  UUID savings(@Nullable String balance) {
    return account(AccountType.DEPOSITORY, "savings", balance, null, "USD");
  }

  UUID card(@Nullable String balance, @Nullable String limit) {
    return account(AccountType.CREDIT, "credit card", balance, limit, "USD");
  }

  UUID account(
      AccountType type,
      String subtype,
      @Nullable String balance,
      @Nullable String limit,
      String currency) {
    return account(type, subtype, balance, limit, currency, null, false);
  }

  UUID account(
      AccountType type,
      String subtype,
      @Nullable String balance,
      @Nullable String limit,
      String currency,
      @Nullable String mask,
      boolean hasDeclaredInflow) {
    var id = nextId();
    accounts.add(
        new Account(
            id,
            type,
            subtype,
            null,
            null,
            mask,
            null,
            decimal(balance),
            decimal(limit),
            currency,
            hasDeclaredInflow));
    return id;
  }

  LedgerFixture row(UUID account, int daysAgo, String amount, TransactionCategory category) {
    return row(account, daysAgo, amount, category, null);
  }

  LedgerFixture row(
      UUID account,
      int daysAgo,
      String amount,
      TransactionCategory category,
      @Nullable String merchant) {
    return row(account, AS_OF.minusDays(daysAgo), amount, category, merchant, category.name());
  }

  LedgerFixture row(
      UUID account,
      LocalDate postedOn,
      String amount,
      TransactionCategory category,
      @Nullable String merchant,
      String description) {
    rows.add(transaction(account, postedOn, null, amount, "USD", category, merchant, description));
    return this;
  }

  LedgerFixture row(LedgerTransaction row) {
    rows.add(row);
    return this;
  }

  LedgerTransaction transaction(
      UUID account,
      LocalDate postedOn,
      @Nullable LocalDate transactedOn,
      String amount,
      String currency,
      TransactionCategory category,
      @Nullable String merchant,
      String description) {
    return new LedgerTransaction(
        nextId(),
        account,
        postedOn,
        transactedOn,
        new BigDecimal(amount),
        currency,
        description,
        merchant,
        category,
        rows.size());
  }

  /** The same charge again and again, the newest last. */
  LedgerFixture charges(UUID account, String merchant, String amount, int... daysAgo) {
    for (int day : daysAgo) {
      row(account, day, amount, TransactionCategory.SOFTWARE, merchant);
    }
    return this;
  }

  LedgerFixture deposits(UUID account, String payer, String amount, int... daysAgo) {
    for (int day : daysAgo) {
      row(account, day, amount, TransactionCategory.OTHER, payer);
    }
    return this;
  }

  LedgerFixture liability(
      UUID account,
      LiabilityType type,
      @Nullable String minimum,
      @Nullable String lastPayment,
      @Nullable Boolean overdue) {
    return liability(account, type, minimum, lastPayment, null, overdue);
  }

  LedgerFixture liability(
      UUID account,
      LiabilityType type,
      @Nullable String minimum,
      @Nullable String lastPayment,
      @Nullable LocalDate lastPaymentDate,
      @Nullable Boolean overdue) {
    liabilities.add(
        new Liability(
            nextId(),
            account,
            type,
            new BigDecimal("21.995"),
            decimal(minimum),
            decimal(lastPayment),
            lastPaymentDate,
            null,
            null,
            overdue));
    return this;
  }

  LedgerSnapshot snapshot() {
    return new LedgerSnapshot(
        List.copyOf(accounts),
        List.copyOf(liabilities),
        List.copyOf(rows),
        statedAgeBracket,
        statedAnnualIncome);
  }

  SignalResult compute(SignalWindow window) {
    return new SignalCalculator().compute(snapshot(), window, asOf);
  }

  UserSignals signals(SignalWindow window) {
    return compute(window).signals();
  }

  UUID nextId() {
    return new UUID(0, nextId++);
  }

  static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
