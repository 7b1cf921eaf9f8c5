package app.countersign.contract;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recordsystem.RecordedContract;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** What accounts lead to: contracts that name them, and what the record system said of them. */
@Singleton
class AccountRepository {
  // As an array, so that contracts are found by their key whatever the planner believes.
  private static final String CONTRACTS =
      """
      SELECT %s FROM contract c WHERE c.id = any(ARRAY(
        SELECT own.id FROM contract own WHERE own.account_number = ?
        UNION SELECT p.contract_id FROM account_policy p WHERE p.account_number = ?))
      ORDER BY c.created_at DESC, c.id DESC LIMIT %d
      """
          .formatted(ContractRepository.COLUMNS, ContractRepository.MOST_OF_ACCOUNT);
  private static final String LOOKUP =
      """
      SELECT l.looked_up_at, ARRAY(
        SELECT DISTINCT p.contract_id FROM account_policy p WHERE p.account_number = l.account_number
          AND NOT EXISTS (SELECT 1 FROM contract c WHERE c.id = p.contract_id)
        ORDER BY p.contract_id) AS missing
      FROM account_lookup l WHERE l.account_number = ?
      """;

  private final Sql sql;

  AccountRepository(Sql sql) {
    this.sql = sql;
  }

  private record StoredLookup(Instant at, List<String> missing) {}

  AccountContracts find(String accountNumber) {
    List<Contract> contracts =
        sql.list(CONTRACTS, ContractRepository::contract, accountNumber, accountNumber);
    StoredLookup lookup =
        sql.first(
            LOOKUP,
            row ->
                new StoredLookup(Rows.instant(row, "looked_up_at"), Rows.textList(row, "missing")),
            accountNumber);
    return lookup == null
        ? new AccountContracts(contracts, null, List.of())
        : new AccountContracts(contracts, lookup.at, lookup.missing);
  }

  /** Whether anything is stored under exactly this number. */
  boolean isKnown(String accountNumber) {
    return !sql.list(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM contract c WHERE c.account_number = ?)
              OR EXISTS (SELECT 1 FROM account_policy p WHERE p.account_number = ?)
            """,
            row -> row.getInt(1),
            accountNumber,
            accountNumber)
        .isEmpty();
  }

  /** The accounts for which the record system named a contract. */
  List<String> leadingTo(String contractId) {
    return sql.list(
        "SELECT DISTINCT p.account_number FROM account_policy p WHERE p.contract_id = ?",
        row -> Rows.text(row, "account_number"),
        contractId);
  }

  /**
   * Stores what the record system said of an account, all of it. The contracts it names are held,
   * so that an import of one of them, which tells those who keep the account's contracts in memory,
   * comes before or after.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void store(String accountNumber, List<RecordedContract> named, Instant now) {
    List<String> policies = named.stream().map(RecordedContract::policyId).toList();
    List<String> contracts = named.stream().map(RecordedContract::contractId).toList();
    sql.update(
        """
        INSERT INTO account_lookup AS l (account_number, looked_up_at) VALUES (?, ?)
        ON CONFLICT (account_number)
          DO UPDATE SET looked_up_at = greatest(l.looked_up_at, excluded.looked_up_at)
        """,
        accountNumber,
        now);
    sql.list(
        "SELECT c.id FROM contract c WHERE c.id = any(?) ORDER BY c.id FOR SHARE",
        row -> Rows.text(row, "id"),
        contracts);
    sql.update(
        """
        DELETE FROM account_policy p WHERE p.account_number = ? AND NOT EXISTS (
          SELECT 1 FROM unnest(?::text[], ?::text[]) AS n (policy_id, contract_id)
          WHERE n.policy_id = p.policy_id AND n.contract_id = p.contract_id)
        """,
        accountNumber,
        policies,
        contracts);
    sql.update(
        """
        INSERT INTO account_policy (account_number, policy_id, contract_id)
        SELECT ?, n.policy_id, n.contract_id FROM unnest(?::text[], ?::text[]) AS n (policy_id, contract_id)
        ON CONFLICT (account_number, policy_id) DO NOTHING
        """,
        accountNumber,
        policies,
        contracts);
  }
}
