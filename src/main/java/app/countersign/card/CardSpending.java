package app.countersign.card;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.Classification;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was paid with a card, from the rows of its account and the purchases paid with its last four
 * digits, each once. Pure.
 *
 * <p>For the days that the account's rows cover, they are the truth: a purchase of those days is
 * among them, in one charge or in several. One before the first row, of the last {@value
 * #POSTING_DAYS} days before the newest row, or after it, need not be: it counts unless a row has
 * its amount, and its merchant or category, within as many days; each row stands for one purchase
 * at most.
 */
final class CardSpending {
  private static final int POSTING_DAYS = 5;

  private final MerchantRules rules;
  private final String currency;

  CardSpending(MerchantRules rules, String currency) {
    this.rules = rules;
    this.currency = currency;
  }

  private record Row(LocalDate day, @Nullable String merchant, Spent spent) {}

  List<Spent> of(List<LedgerTransaction> transactions, List<CardPayment> payments) {
    List<Row> rows = new ArrayList<>();
    for (LedgerTransaction transaction : transactions) {
      Spent spent = spent(transaction);
      if (spent != null) {
        rows.add(new Row(spent.day(), transaction.merchant(), spent));
      }
    }
    List<Spent> all = new ArrayList<>(rows.stream().map(Row::spent).toList());
    LocalDate first = first(transactions);
    LocalDate newest = newest(transactions);
    List<Row> free = new ArrayList<>(rows);
    for (CardPayment payment : payments) {
      if (!isAmong(payment, first, newest, free)) {
        all.add(new Spent(payment.day(), payment.category(), payment.amount()));
      }
    }
    return all;
  }

  private static boolean isAmong(
      CardPayment payment, @Nullable LocalDate first, @Nullable LocalDate newest, List<Row> free) {
    boolean covered =
        first != null
            && newest != null
            && !payment.day().isBefore(first)
            && payment.day().isBefore(newest.minusDays(POSTING_DAYS));
    if (covered) {
      return true;
    }
    for (Row row : free) {
      if (isSame(payment, row)) {
        free.remove(row);
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(CardPayment payment, Row row) {
    boolean near =
        !row.day().isBefore(payment.day().minusDays(1))
            && !row.day().isAfter(payment.day().plusDays(POSTING_DAYS));
    return near
        && row.spent().amount().compareTo(payment.amount()) == 0
        && (row.spent().category() == payment.category()
            || (row.merchant() != null && Objects.equals(row.merchant(), payment.merchant())));
  }

  private @Nullable Spent spent(LedgerTransaction row) {
    if (!row.currency().equals(currency)) {
      return null;
    }
    LocalDate day = day(row);
    if (row.amount().signum() < 0 && isSpending(row.category())) {
      return new Spent(day, row.category(), row.amount().negate());
    }
    if (row.amount().signum() > 0 && row.category() == TransactionCategory.REFUND) {
      Classification paid =
          rules.classify(row.description(), BigDecimal.ONE.negate(), AccountType.CREDIT);
      return new Spent(day, paid.category(), row.amount().negate());
    }
    return null;
  }

  private static boolean isSpending(TransactionCategory category) {
    return CardCatalogueFile.CATEGORIES.contains(category) || category == TransactionCategory.OTHER;
  }

  private static LocalDate day(LedgerTransaction row) {
    return row.transactedOn() == null ? row.postedOn() : row.transactedOn();
  }

  private static @Nullable LocalDate first(List<LedgerTransaction> rows) {
    return rows.stream().map(CardSpending::day).min(LocalDate::compareTo).orElse(null);
  }

  private static @Nullable LocalDate newest(List<LedgerTransaction> rows) {
    return rows.stream().map(CardSpending::day).max(LocalDate::compareTo).orElse(null);
  }
}
