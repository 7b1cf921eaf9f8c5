package app.countersign.signal;

import app.countersign.ledger.Account;
import java.util.Locale;

/** What an account is to the signals. */
public enum AccountRole {
  CHECKING,
  SAVINGS,
  /** A certificate of deposit, a prepaid card and the like. */
  OTHER_DEPOSITORY,
  CARD,
  LOAN,
  INVESTMENT,
  OTHER;

  /** What an account is, by its type and subtype. */
  public static AccountRole of(Account account) {
    return switch (account.type()) {
      case DEPOSITORY ->
          switch (subtypeOf(account)) {
            case "checking" -> CHECKING;
            case "savings", "money market", "hsa" -> SAVINGS;
            default -> OTHER_DEPOSITORY;
          };
      case CREDIT -> CARD;
      case LOAN -> LOAN;
      case INVESTMENT -> INVESTMENT;
      case OTHER -> OTHER;
    };
  }

  static boolean isStudentLoan(Account account) {
    return of(account) == LOAN && subtypeOf(account).startsWith("student");
  }

  static boolean isMortgage(Account account) {
    return of(account) == LOAN && subtypeOf(account).equals("mortgage");
  }

  private static String subtypeOf(Account account) {
    return account.subtype().strip().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  boolean isDepository() {
    return this == CHECKING || this == SAVINGS || this == OTHER_DEPOSITORY;
  }

  /** A credit card or a loan: the account says what is owed. */
  boolean isDebt() {
    return this == CARD || this == LOAN;
  }

  /**
   * Whether money that leaves the account is spent. Interest inside a loan and orders inside an
   * investment account are not: the payment into them already was.
   */
  boolean canSpend() {
    return this != LOAN && this != INVESTMENT;
  }

  /** A payment to a loan stays an expense even when the loan's own rows are held. */
  boolean canHoldOwnTransfer() {
    return this != LOAN;
  }
}
