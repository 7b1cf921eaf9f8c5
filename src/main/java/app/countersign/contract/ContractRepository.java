package app.countersign.contract;

import app.countersign.money.Money;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads contracts; nothing here puts a view on record, which is for the desk. */
@Singleton
public class ContractRepository {
  /** The most contracts of one account that a search answers. */
  public static final int MOST_OF_ACCOUNT = 100;

  static final String COLUMNS =
      """
      c.id, c.account_number, c.type, c.contract_date, c.effective_date, c.end_date, c.term_months,
      c.customer_name, c.vehicle_make, c.vehicle_model, c.vehicle_year, c.price_amount,
      c.price_currency, c.jurisdiction, c.loan, c.odometer_at_sale, c.mileage_limit, c.object_key,
      c.document_version, c.synced_at, c.version, c.created_at, c.updated_at\
      """;

  private static final KeysetQuery<Contract> CONTRACTS =
      KeysetQuery.select(COLUMNS, ContractRepository::contract).from("contract c");
  private static final Sort NEWEST =
      Sort.by(
          "contracts.NEWEST",
          Key.desc("c.created_at", KeyType.INSTANT),
          Key.desc("c.id", KeyType.TEXT));

  private final Sql sql;

  ContractRepository(Sql sql) {
    this.sql = sql;
  }

  /** One contract; null when there is none. */
  public @Nullable Contract find(String id) {
    return sql.first(
        "SELECT %s FROM contract c WHERE c.id = ?".formatted(COLUMNS),
        ContractRepository::contract,
        id);
  }

  /**
   * One contract, held until the transaction ends: nothing else of it changes in between.
   *
   * @return null when there is none
   */
  public @Nullable Contract hold(String id) {
    return sql.first(
        "SELECT %s FROM contract c WHERE c.id = ? FOR NO KEY UPDATE".formatted(COLUMNS),
        ContractRepository::contract,
        id);
  }

  /** Those that exist, by their ids. */
  public Map<String, Contract> byIds(Collection<String> ids) {
    Map<String, Contract> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM contract c WHERE c.id = any(?)".formatted(COLUMNS),
            ContractRepository::contract,
            ids)
        .forEach(contract -> found.put(contract.id(), contract));
    return found;
  }

  /**
   * The contracts of each account, newest first, at most {@link #MOST_OF_ACCOUNT}: those that name
   * it and those that the record system named for it. An account without any has an empty list.
   */
  public Map<String, List<Contract>> byAccounts(Collection<String> accountNumbers) {
    Map<String, List<Contract>> found = new LinkedHashMap<>();
    accountNumbers.forEach(account -> found.put(account, new ArrayList<>()));
    sql.list(
            """
            SELECT a.number AS of_account, %s FROM unnest(?::text[]) AS a (number)
            CROSS JOIN LATERAL (SELECT x.* FROM contract x WHERE x.id IN (
                SELECT own.id FROM contract own WHERE own.account_number = a.number
                UNION SELECT p.contract_id FROM account_policy p WHERE p.account_number = a.number)
              ORDER BY x.created_at DESC, x.id DESC LIMIT %d) c
            ORDER BY c.created_at DESC, c.id DESC
            """
                .formatted(COLUMNS, MOST_OF_ACCOUNT),
            row -> Map.entry(Rows.text(row, "of_account"), contract(row)),
            accountNumbers)
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getKey(), account -> new ArrayList<>())
                    .add(row.getValue()));
    return found;
  }

  /** One page, newest first. */
  public Page<Contract> page(ContractFilter filter, PageRequest request) {
    return new ContractConditions(filter).on(CONTRACTS).fetch(sql.jdbc(), NEWEST, request);
  }

  static Contract contract(ResultSet row) throws SQLException {
    return new Contract(
        Rows.text(row, "id"),
        Rows.text(row, "account_number"),
        Rows.enumValue(row, "type", ContractType.class),
        Rows.nullableDate(row, "contract_date"),
        Rows.nullableDate(row, "effective_date"),
        Rows.nullableDate(row, "end_date"),
        Rows.nullableInteger(row, "term_months"),
        Rows.nullableText(row, "customer_name"),
        vehicle(row),
        price(row),
        Rows.nullableText(row, "jurisdiction"),
        Rows.nullableJson(row, "loan", ContractLoan.class),
        Rows.nullableInteger(row, "odometer_at_sale"),
        Rows.nullableInteger(row, "mileage_limit"),
        Rows.nullableText(row, "object_key"),
        Rows.integer(row, "document_version"),
        Rows.instant(row, "synced_at"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  private static @Nullable Vehicle vehicle(ResultSet row) throws SQLException {
    String make = Rows.nullableText(row, "vehicle_make");
    String model = Rows.nullableText(row, "vehicle_model");
    Integer year = Rows.nullableInteger(row, "vehicle_year");
    return make == null && model == null && year == null ? null : new Vehicle(make, model, year);
  }

  private static @Nullable Money price(ResultSet row) throws SQLException {
    BigDecimal amount = Rows.nullableDecimal(row, "price_amount");
    return amount == null ? null : new Money(amount, Rows.text(row, "price_currency"));
  }
}
