package app.countersign.quote;

import app.countersign.money.Money;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.refund.CancellationReason;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Stores and reads quotes; one that was given is never changed. */
@Singleton
class QuoteRepository {
  private static final String COLUMNS =
      """
      q.id, q.contract_id, q.extraction_id, q.cancelled_on, q.as_of, q.reason, q.answer,
      q.quoted_at, q.quoted_by,
      e.document_version < c.document_version OR EXISTS (
        SELECT 1 FROM extraction n WHERE n.contract_id = q.contract_id AND n.status = 'APPROVED'
          AND (n.submitted_at, n.id) > (e.submitted_at, e.id)) AS is_stale\
      """;
  private static final String FROM =
      """
      refund_quote q JOIN extraction e ON e.id = q.extraction_id
      JOIN contract c ON c.id = q.contract_id\
      """;
  private static final KeysetQuery<StoredQuote> QUOTES =
      KeysetQuery.select(COLUMNS, QuoteRepository::quote).from(FROM);
  private static final Sort NEWEST =
      Sort.by(
          "refundQuotes.NEWEST",
          Key.desc("q.quoted_at", KeyType.INSTANT),
          Key.desc("q.id", KeyType.UUID));

  private final Sql sql;

  QuoteRepository(Sql sql) {
    this.sql = sql;
  }

  /** Puts a quote there. */
  void insert(StoredQuote quote, QuoteRefundInput request) {
    Money amount = quote.amount();
    sql.update(
        """
        INSERT INTO refund_quote (id, contract_id, extraction_id, cancelled_on, as_of, reason,
          amount, currency, request, answer, quoted_at, quoted_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
        """,
        quote.id(),
        quote.contractId(),
        quote.extractionId(),
        quote.cancelledOn(),
        quote.asOf(),
        quote.reason(),
        amount == null ? null : amount.amount(),
        amount == null ? null : amount.currency(),
        Json.write(request),
        Json.write(quote.answer()),
        quote.quotedAt(),
        quote.quotedBy());
  }

  /** Those that exist, by their ids. */
  Map<UUID, StoredQuote> byIds(Collection<UUID> ids) {
    Map<UUID, StoredQuote> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM %s WHERE q.id = any(?)".formatted(COLUMNS, FROM),
            QuoteRepository::quote,
            ids)
        .forEach(quote -> found.put(quote.id(), quote));
    return found;
  }

  /** The same page of each contract's quotes, newest first, in one statement. */
  Map<String, Page<StoredQuote>> pagesByContract(Set<String> contractIds, PageRequest request) {
    return QUOTES.fetchPerParent(
        sql.jdbc(), NEWEST, request, "q.contract_id", KeyType.TEXT, contractIds);
  }

  private static StoredQuote quote(ResultSet row) throws SQLException {
    return new StoredQuote(
        Rows.uuid(row, "id"),
        Rows.text(row, "contract_id"),
        Rows.uuid(row, "extraction_id"),
        Rows.date(row, "cancelled_on"),
        Rows.date(row, "as_of"),
        Rows.enumValue(row, "reason", CancellationReason.class),
        Rows.json(row, "answer", QuoteAnswer.class),
        Rows.bool(row, "is_stale"),
        Rows.instant(row, "quoted_at"),
        Rows.uuid(row, "quoted_by"));
  }
}
