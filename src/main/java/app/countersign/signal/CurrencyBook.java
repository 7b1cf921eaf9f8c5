package app.countersign.signal;

import app.countersign.ledger.Account;
import app.countersign.ledger.LedgerPurchase;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.LedgerTransaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger holds in one currency as of a day. Nothing is converted: who has several currencies
 * has several books. A row counts in its account's currency only.
 *
 * @param currency ISO 4217
 * @param asOf the day it is told for; later rows are invisible
 * @param spending every row that is money out to somebody else, from accounts one spends from, in
 *     the order of the days; own transfers and payments to cards whose rows are held are not
 * @param coverage of each account with rows the days of its first and last one
 * @param signals of the last 30 days
 */
public record CurrencyBook(
    String currency,
    LocalDate asOf,
    List<LedgerTransaction> spending,
    Map<UUID, Coverage> coverage,
    UserSignals signals) {
  /** Copies what it is given. */
  public CurrencyBook {
    spending = List.copyOf(spending);
    coverage = Map.copyOf(coverage);
  }

  /** From when to when an account has rows, both included. */
  public record Coverage(LocalDate first, LocalDate last) {
    Coverage plus(Coverage other) {
      return new Coverage(
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /** The newest day up to the given one that a row or a purchase is of; null without any. */
  public static @Nullable LocalDate newestDay(LedgerSnapshot ledger, LocalDate upTo) {
    return Stream.concat(
            ledger.transactions().stream(), ledger.purchases().stream().map(LedgerPurchase::row))
        .map(LedgerTransaction::postedOn)
        .filter(day -> !day.isAfter(upTo))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The books of a ledger, in the order of their currencies. */
  public static List<CurrencyBook> of(LedgerSnapshot ledger, LocalDate asOf) {
    Set<String> currencies = new TreeSet<>();
    ledger.accounts().forEach(account -> currencies.add(account.currency()));
    ledger.purchases().forEach(purchase -> currencies.add(purchase.row().currency()));
    boolean hasOne = currencies.size() == 1;
    return currencies.stream()
        .map(currency -> book(currency, part(ledger, currency, hasOne), asOf))
        .toList();
  }

  private static CurrencyBook book(String currency, LedgerSnapshot ledger, LocalDate asOf) {
    LedgerView view = LedgerView.of(ledger, asOf);
    List<LedgerTransaction> spending = new ArrayList<>();
    Map<UUID, Coverage> coverage = new TreeMap<>();
    for (LedgerRow row : view.rows()) {
      LocalDate day = row.transaction().postedOn();
      coverage.merge(row.transaction().accountId(), new Coverage(day, day), Coverage::plus);
      if (row.isSpending()) {
        spending.add(row.transaction());
      }
    }
    UserSignals signals = SignalCalculator.compute(view, SignalWindow.DAYS_30).signals();
    return new CurrencyBook(currency, asOf, spending, coverage, signals);
  }

  /**
   * Only what is in a currency. Nobody said which one the stated income is in, so it says nothing
   * where there are several.
   */
  private static LedgerSnapshot part(LedgerSnapshot ledger, String currency, boolean isOnly) {
    boolean isPure =
        isOnly && ledger.transactions().stream().allMatch(row -> row.currency().equals(currency));
    if (isPure) {
      return ledger;
    }
    List<Account> accounts =
        ledger.accounts().stream().filter(account -> account.currency().equals(currency)).toList();
    Set<UUID> ids = accounts.stream().map(Account::id).collect(Collectors.toSet());
    return new LedgerSnapshot(
        accounts,
        ledger.liabilities().stream()
            .filter(liability -> ids.contains(liability.accountId()))
            .toList(),
        ledger.transactions().stream()
            .filter(row -> ids.contains(row.accountId()) && row.currency().equals(currency))
            .toList(),
        ledger.purchases().stream()
            .filter(purchase -> purchase.row().currency().equals(currency))
            .toList(),
        ledger.statedAgeBracket(),
        isOnly ? ledger.statedAnnualIncome() : null);
  }
}
