package app.countersign.ledger;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what accounts users have with banks, without reading their rows. */
@Singleton
public class AccountOverviews {
  /** Rows are counted only for those whose accounts are in several currencies. */
  private static final String ACCOUNTS =
      """
      SELECT a.*,
        CASE WHEN min(a.currency) OVER own = max(a.currency) OVER own THEN 0
          ELSE (SELECT count(*) FROM ledger_transaction t
            WHERE t.account_id = a.id AND t.posted_on <= ? AND t.amount <> 0) END AS row_count
      FROM account a
      WHERE a.user_id = ANY(?) AND a.superseded_at IS NULL AND a.purchase_origin IS NULL
      WINDOW own AS (PARTITION BY a.user_id)
      ORDER BY a.user_id, a.position, a.id
      """;

  private final Sql sql;

  AccountOverviews(Sql sql) {
    this.sql = sql;
  }

  private record Counted(OwnedAccount owned, int rows) {}

  /** The current accounts by user, in one statement; who has none is not in the map. */
  public Map<String, AccountOverview> of(Collection<String> userIds, LocalDate asOf) {
    Map<String, AccountOverview> overviews = new HashMap<>();
    sql
        .list(
            ACCOUNTS,
            row -> new Counted(LedgerRepository.readAccount(row), Rows.integer(row, "row_count")),
            asOf,
            userIds)
        .stream()
        .collect(Collectors.groupingBy(counted -> counted.owned().userId()))
        .forEach((userId, accounts) -> overviews.put(userId, overview(accounts)));
    return overviews;
  }

  private static AccountOverview overview(List<Counted> accounts) {
    return new AccountOverview(
        currency(accounts), accounts.stream().map(counted -> counted.owned().account()).toList());
  }

  /** Of equals the first by name, as the signals have it. */
  private static String currency(List<Counted> accounts) {
    Map<String, Integer> counts = new TreeMap<>();
    boolean anyRows = accounts.stream().anyMatch(counted -> counted.rows() > 0);
    accounts.forEach(
        counted ->
            counts.merge(
                counted.owned().account().currency(), anyRows ? counted.rows() : 1, Integer::sum));
    String most = "";
    int highest = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > highest) {
        most = entry.getKey();
        highest = entry.getValue();
      }
    }
    return most;
  }
}
