package app.countersign.signal;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Ledgers of random users, the same for the same seed. */
final class RandomLedgers {
  private static final TransactionCategory[] CATEGORIES = TransactionCategory.values();

  private final Random random;

  RandomLedgers(long seed) {
    this.random = new Random(seed);
  }

  /** A ledger of anything: odd accounts, both signs, every category, rows after the day too. */
  LedgerFixture next(int mostRows) {
    var ledger = new LedgerFixture();
    var accounts = accounts(ledger);
    int rows = accounts.isEmpty() ? 0 : random.nextInt(mostRows + 1);
    for (int row = 0; row < rows; row++) {
      ledger.row(
          accounts.get(random.nextInt(accounts.size())),
          random.nextInt(300) - 20,
          BigDecimal.valueOf(random.nextInt(300_000) - 200_000L, 2).toString(),
          CATEGORIES[random.nextInt(CATEGORIES.length)],
          random.nextBoolean() ? "Merchant " + random.nextInt(8) : null);
    }
    for (var account : accounts) {
      recur(ledger, account);
    }
    return ledger;
  }

  /** A ledger of about the size of an ordinary user's half year. */
  LedgerFixture ordinary() {
    var ledger = new LedgerFixture();
    var checking = ledger.checking("2400.00");
    var savings = ledger.savings("5200.00");
    var card = ledger.card("800.00", "4000.00");
    ledger.liability(card, LiabilityType.CREDIT_CARD, "35", "200", false);
    for (int day = 179; day >= 0; day--) {
      ledger.row(
          card,
          day,
          "-" + (5 + random.nextInt(80)) + ".49",
          TransactionCategory.GROCERIES,
          "Market");
      ledger.row(
          checking,
          day,
          "-" + (3 + random.nextInt(9)) + ".25",
          TransactionCategory.COFFEE,
          "Beans");
      if (day % 14 == 0) {
        ledger.row(checking, day, "2100.00", TransactionCategory.PAYROLL, "Acme");
      }
      if (day % 30 == 0) {
        ledger.row(checking, day, "-1200.00", TransactionCategory.RENT, "Landlord");
        ledger.charges(card, "Netflix", "-15.99", day).charges(card, "Music", "-9.99", day);
        ledger.row(checking, day, "-300.00", TransactionCategory.OWN_TRANSFER);
        ledger.row(savings, Math.max(0, day - 1), "300.00", TransactionCategory.OWN_TRANSFER);
      }
    }
    return ledger;
  }

  private List<UUID> accounts(LedgerFixture ledger) {
    List<UUID> accounts = new ArrayList<>();
    int count = random.nextInt(5);
    for (int index = 0; index < count; index++) {
      var balance =
          random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextInt(900_000) - 100_000L, 2);
      var text = balance == null ? null : balance.toString();
      switch (random.nextInt(5)) {
        case 0, 1 -> accounts.add(ledger.checking(text));
        case 2 -> accounts.add(ledger.savings(text));
        case 3 -> {
          var card = ledger.card(text, random.nextInt(4) == 0 ? null : "5000.00");
          ledger.liability(
              card, LiabilityType.CREDIT_CARD, "25", "" + random.nextInt(60), random.nextBoolean());
          accounts.add(card);
        }
        default -> accounts.add(ledger.account(AccountType.LOAN, "student", text, null, "USD"));
      }
    }
    return accounts;
  }

  private void recur(LedgerFixture ledger, UUID account) {
    int gap = 5 + random.nextInt(40);
    for (int day = random.nextInt(gap); day < 240; day += gap) {
      ledger.charges(account, "Service", "-" + (10 + random.nextInt(2)) + ".00", day);
      ledger.deposits(account, "Payer", "" + (900 + random.nextInt(300)), day);
    }
  }
}
