package app.countersign.ledger;

import java.util.List;

/**
 * What accounts a user has.
 *
 * @param currency ISO 4217 of most of the rows, which is the one the signals speak in
 */
public record AccountOverview(String currency, List<Account> accounts) {
  /** Copies the list. */
  public AccountOverview {
    accounts = List.copyOf(accounts);
  }
}
