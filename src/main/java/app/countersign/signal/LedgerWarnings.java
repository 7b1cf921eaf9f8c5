package app.countersign.signal;

import app.countersign.ledger.LedgerTransaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in fixed words and order what of a ledger was left out or had to be assumed. */
final class LedgerWarnings {
  private static final Pattern SENT =
      Pattern.compile("\\b(?:send|sent)\\b", Pattern.CASE_INSENSITIVE);

  private final LedgerView view;
  private final @Nullable CreditSignals credit;
  private final List<String> warnings = new ArrayList<>();

  private LedgerWarnings(LedgerView view, @Nullable CreditSignals credit) {
    this.view = view;
    this.credit = credit;
  }

  static List<String> of(LedgerView view, @Nullable CreditSignals credit) {
    var warnings = new LedgerWarnings(view, credit);
    warnings.onCurrencies();
    warnings.onRows();
    warnings.onAccounts();
    warnings.onCards();
    return warnings.warnings;
  }

  private void onCurrencies() {
    var others = new TreeSet<String>();
    int rows = view.visible().size() - view.rows().size();
    view.visible().forEach(row -> others.add(row.currency()));
    view.ledger().accounts().forEach(account -> others.add(account.currency()));
    others.remove(view.currency());
    if (!others.isEmpty()) {
      long accounts = view.accounts().stream().filter(held -> !held.isInCurrency()).count();
      warnings.add(
          "Signals are in %s: %s and %s that involve %s are left out, not converted."
              .formatted(
                  view.currency(),
                  counted(rows, "row"),
                  counted(accounts, "account"),
                  String.join(", ", others)));
    }
  }

  private void onRows() {
    if (view.rowsWithoutAccount() > 0) {
      warnings.add(
          "Left out without a known account: %s."
              .formatted(counted(view.rowsWithoutAccount(), "row")));
    }
    if (view.purchasesHeldByBanks() > 0) {
      warnings.add(
          "Payments of purchases that rows of banks tell of already, and not counted again: %s."
              .formatted(counted(view.purchasesHeldByBanks(), "payment")));
    }
    int backwards = 0;
    int sentInwards = 0;
    for (var row : view.visible()) {
      backwards += isPostedBeforeTransacted(row) ? 1 : 0;
      sentInwards += row.amount().signum() > 0 && SENT.matcher(row.description()).find() ? 1 : 0;
    }
    if (backwards > 0) {
      warnings.add(
          "Posted before it was transacted, and taken at the posted date: %s."
              .formatted(counted(backwards, "row")));
    }
    if (sentInwards > 0) {
      warnings.add(
          "Called sent but signed as money in, and taken by its sign: %s."
              .formatted(counted(sentInwards, "row")));
    }
  }

  private void onAccounts() {
    long declared =
        view.ledger().accounts().stream().filter(account -> account.hasDeclaredInflow()).count();
    if (declared > 0) {
      warnings.add(
          "A declared inflow is kept as a fact and not counted as deposits: %s."
              .formatted(counted(declared, "account")));
    }
    boolean hasDepository =
        view.accounts().stream()
            .anyMatch(held -> held.isInCurrency() && held.role().isDepository());
    if (hasDepository && !view.hasChecking()) {
      warnings.add("No checking account: all depository accounts are read as daily life.");
    }
  }

  private void onCards() {
    long unpaid =
        view.ledger().liabilities().stream()
            .filter(liability -> isAfter(liability.lastPaymentDate(), view.asOf()))
            .count();
    if (unpaid > 0) {
      warnings.add(
          "The last payment known came later, so the one before is unknown: %s."
              .formatted(counted(unpaid, "liability")));
    }
    if (credit == null) {
      return;
    }
    long unknown = credit.cards().stream().filter(card -> card.utilizationPct() == null).count();
    if (unknown > 0) {
      warnings.add(
          "Utilisation is unknown for %d of %s; credit totals speak of the others."
              .formatted(unknown, counted(credit.numCreditCards(), "card")));
    }
  }

  private static boolean isPostedBeforeTransacted(LedgerTransaction row) {
    return isAfter(row.transactedOn(), row.postedOn());
  }

  private static boolean isAfter(@Nullable LocalDate date, LocalDate other) {
    return date != null && date.isAfter(other);
  }

  private static String counted(long count, String noun) {
    if (count == 1) {
      return "1 " + noun;
    }
    return count
        + " "
        + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
  }
}
