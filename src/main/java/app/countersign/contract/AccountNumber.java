package app.countersign.contract;

import java.util.regex.Pattern;

/** Account numbers: how they are written, and how little of one the audit trail holds. */
public final class AccountNumber {
  static final String RULE = "An account number takes 1 to 64 letters, digits and hyphens.";

  private static final Pattern ONE = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern GROUPED = Pattern.compile("[0-9]{3}-[0-9]{4}-[0-9]{5}");
  private static final int SHOWN = 4;

  private AccountNumber() {}

  static boolean isOne(String text) {
    return ONE.matcher(text).matches();
  }

  /** Whether it is twelve digits in groups of three, four and five. */
  static boolean isGrouped(String account) {
    return GROUPED.matcher(account).matches();
  }

  /** The last four characters only; nothing of a number that is no longer than that. */
  public static String masked(String account) {
    return account.length() <= SHOWN
        ? "\u2026"
        : "\u2026" + account.substring(account.length() - SHOWN);
  }
}
