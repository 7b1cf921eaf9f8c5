package app.countersign.insight;

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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes small ledgers down. Days are given as days before {@link #TODAY}. */
final class Ledger {
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private final List<Account> accounts = new ArrayList<>();
  private final List<Liability> liabilities = new ArrayList<>();
  private final List<LedgerTransaction> rows = new ArrayList<>();
  private long nextId = 1;

  UUID checking() {
    return account(AccountType.DEPOSITORY, "checking", "USD", null, null);
  }

  UUID account(
      AccountType type,
      String subtype,
      String currency,
      @Nullable String balance,
      @Nullable String limit) {
    UUID id = new UUID(0, nextId++);
    accounts.add(
        new Account(
            id,
            type,
            subtype,
            type == AccountType.CREDIT ? "Blue Card" : null,
            null,
            type == AccountType.CREDIT ? "4242" : null,
            null,
            decimal(balance),
            decimal(limit),
            currency,
            false));
    return id;
  }

  Ledger overdue(UUID account, @Nullable String minimum) {
    liabilities.add(
        new Liability(
            new UUID(0, nextId++),
            account,
            LiabilityType.CREDIT_CARD,
            new BigDecimal("21.99"),
            decimal(minimum),
            null,
            null,
            null,
            null,
            true));
    return this;
  }

  Ledger row(
      UUID account,
      int daysAgo,
      String amount,
      TransactionCategory category,
      @Nullable String merchant) {
    String currency =
        accounts.stream()
            .filter(one -> one.id().equals(account))
            .map(Account::currency)
            .findFirst()
            .orElseThrow();
    rows.add(
        new LedgerTransaction(
            new UUID(0, nextId++),
            account,
            TODAY.minusDays(daysAgo),
            null,
            new BigDecimal(amount),
            currency,
            Objects.requireNonNullElse(merchant, "A ROW"),
            merchant,
            category,
            rows.size()));
    return this;
  }

  LedgerSnapshot snapshot() {
    return new LedgerSnapshot(
        List.copyOf(accounts), List.copyOf(liabilities), List.copyOf(rows), null, null);
  }

  /** What is found in it today. */
  List<Finding> findings() {
    return findings(TODAY);
  }

  List<Finding> findings(LocalDate today) {
    InsightRules.Basis basis = InsightRules.basis(snapshot(), today);
    return basis == null ? List.of() : InsightRules.find(basis);
  }

  List<Finding> findings(InsightKind kind) {
    return findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
