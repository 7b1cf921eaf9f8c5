package app.countersign.contract;

import app.countersign.document.DocumentText;
import app.countersign.money.Money;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of an import. */
@Singleton
class ImportStatements {
  private static final String INSERT =
      """
      INSERT INTO contract (account_number, type, contract_date, effective_date, end_date,
        term_months, customer_name, vehicle_make, vehicle_model, vehicle_year, price_amount,
        price_currency, jurisdiction, loan, odometer_at_sale, mileage_limit, object_key,
        document_version, synced_at, version, updated_at, id, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING
      """;
  private static final String UPDATE =
      """
      UPDATE contract SET account_number = ?, type = ?, contract_date = ?, effective_date = ?,
        end_date = ?, term_months = ?, customer_name = ?, vehicle_make = ?, vehicle_model = ?,
        vehicle_year = ?, price_amount = ?, price_currency = ?, jurisdiction = ?, loan = ?::jsonb,
        odometer_at_sale = ?, mileage_limit = ?, object_key = ?, document_version = ?,
        synced_at = ?, version = ?, updated_at = ?
      WHERE id = ?
      """;

  private final Sql sql;

  ImportStatements(Sql sql) {
    this.sql = sql;
  }

  /** One contract, held by this transaction alone until it ends; null when there is none. */
  @Nullable Contract lock(String id) {
    return sql.first(
        "SELECT %s FROM contract c WHERE c.id = ? FOR UPDATE".formatted(ContractRepository.COLUMNS),
        ContractRepository::contract,
        id);
  }

  /** False when another was faster. */
  boolean insert(Contract contract) {
    List<@Nullable Object> values = values(contract);
    values.add(contract.id());
    values.add(contract.createdAt());
    return sql.update(INSERT, values.toArray()) == 1;
  }

  void update(Contract contract) {
    List<@Nullable Object> values = values(contract);
    values.add(contract.id());
    sql.update(UPDATE, values.toArray());
  }

  void sync(String id, Instant now) {
    sql.update("UPDATE contract SET synced_at = ? WHERE id = ?", now, id);
  }

  void insertDocument(
      Contract contract,
      TextStatus status,
      @Nullable DocumentText text,
      @Nullable String hash,
      @Nullable Instant extractedAt) {
    sql.update(
        """
        INSERT INTO document (id, contract_id, version, text_status, text, hash, page_count,
          text_extracted_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        Ids.next(),
        contract.id(),
        contract.documentVersion(),
        status,
        text == null ? null : text.content(),
        hash,
        text == null ? null : text.pageCount(),
        extractedAt,
        contract.updatedAt());
  }

  private static List<@Nullable Object> values(Contract contract) {
    Vehicle vehicle = contract.vehicle();
    Money price = contract.price();
    return new ArrayList<@Nullable Object>(
        Arrays.asList(
            contract.accountNumber(),
            contract.type(),
            contract.contractDate(),
            contract.statedEffectiveDate(),
            contract.endDate(),
            contract.termMonths(),
            contract.customerName(),
            vehicle == null ? null : vehicle.make(),
            vehicle == null ? null : vehicle.model(),
            vehicle == null ? null : vehicle.year(),
            price == null ? null : price.amount(),
            price == null ? null : price.currency(),
            contract.jurisdiction(),
            contract.loan() == null ? null : Json.write(contract.loan()),
            contract.odometerAtSale(),
            contract.mileageLimit(),
            contract.objectKey(),
            contract.documentVersion(),
            contract.syncedAt(),
            contract.version(),
            contract.updatedAt()));
  }
}
