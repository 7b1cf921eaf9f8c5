package app.countersign.extraction;

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
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes extractions. What was read never changes, what was submitted neither. */
@Singleton
public class ExtractionRepository {
  private static final String COLUMNS =
      """
      e.id, e.contract_id, e.document_id, e.document_version, e.text_hash, e.is_current,
      e.document_version < c.document_version AS is_stale, e.status, e.version, e.reading,
      e.premium_amount, e.premium_currency, e.refund_method, e.fee,
      array(SELECT r.term FROM correction r WHERE r.extraction_id = e.id) AS corrected_terms,
      e.provider, e.model, e.failed_providers, e.is_text_complete, e.prompt_tokens,
      e.completion_tokens, e.cost_usd, e.duration_millis, e.extracted_at, e.extracted_by, e.notes,
      e.submitted_at, e.submitted_by\
      """;
  private static final String FROM = "extraction e JOIN contract c ON c.id = e.contract_id";
  private static final String SELECT = "SELECT %s FROM %s ".formatted(COLUMNS, FROM);

  private static final KeysetQuery<Extraction> EXTRACTIONS =
      KeysetQuery.select(COLUMNS, ExtractionRepository::extraction).from(FROM);
  private static final Sort NEWEST =
      Sort.by(
          "extractions.NEWEST",
          Key.desc("e.extracted_at", KeyType.INSTANT),
          Key.desc("e.id", KeyType.UUID));

  private final Sql sql;

  ExtractionRepository(Sql sql) {
    this.sql = sql;
  }

  /** One extraction; null when there is none. */
  public @Nullable Extraction find(UUID id) {
    return sql.first(SELECT + "WHERE e.id = ?", ExtractionRepository::extraction, id);
  }

  /** Those that exist, by their ids. */
  public Map<UUID, Extraction> byIds(Collection<UUID> ids) {
    Map<UUID, Extraction> found = new LinkedHashMap<>();
    sql.list(SELECT + "WHERE e.id = any(?)", ExtractionRepository::extraction, ids)
        .forEach(extraction -> found.put(extraction.id(), extraction));
    return found;
  }

  /** The ids of the extractions of one text of a contract. */
  List<UUID> idsOf(String contractId, int documentVersion) {
    return sql.list(
        "SELECT e.id FROM extraction e WHERE e.contract_id = ? AND e.document_version = ?",
        row -> Rows.uuid(row, "id"),
        contractId,
        documentVersion);
  }

  /** The id of a contract's newest; null when it has none. */
  @Nullable UUID currentIdOf(String contractId) {
    return sql.first(
        "SELECT e.id FROM extraction e WHERE e.contract_id = ? AND e.is_current",
        row -> Rows.uuid(row, "id"),
        contractId);
  }

  /** The newest of each contract that has one, by contract. */
  public Map<String, Extraction> currentOf(Collection<String> contractIds) {
    Map<String, Extraction> found = new LinkedHashMap<>();
    sql.list(
            SELECT + "WHERE e.contract_id = any(?) AND e.is_current",
            ExtractionRepository::extraction,
            contractIds)
        .forEach(extraction -> found.put(extraction.contractId(), extraction));
    return found;
  }

  /** The one submitted last: whose terms a refund is computed from; null when there is none. */
  public @Nullable Extraction lastSubmitted(String contractId) {
    return sql.first(
        SELECT
            + """
            WHERE e.contract_id = ? AND e.status = 'APPROVED'
            ORDER BY e.submitted_at DESC, e.id DESC LIMIT 1
            """,
        ExtractionRepository::extraction,
        contractId);
  }

  /** Which of the contracts have a submitted extraction. */
  Set<String> submittedOf(Collection<String> contractIds) {
    return Set.copyOf(
        sql.list(
            """
            SELECT DISTINCT e.contract_id FROM extraction e
            WHERE e.contract_id = any(?) AND e.status = 'APPROVED'
            """,
            row -> Rows.text(row, "contract_id"),
            contractIds));
  }

  /**
   * The last reading of a text.
   *
   * @param provider by this provider; null by any, what a person checked before what waits
   * @param since read then or later; null for ever
   */
  @Nullable Extraction lastOfText(
      UUID documentId, @Nullable ExtractionProvider provider, @Nullable Instant since) {
    return sql.first(
        SELECT
            + """
            WHERE e.document_id = ? AND (?::text IS NULL OR e.provider = ?)
              AND (?::timestamptz IS NULL OR e.extracted_at >= ?)
            ORDER BY (?::text IS NULL AND e.status = 'APPROVED') DESC, e.extracted_at DESC,
              e.id DESC
            LIMIT 1
            """,
        ExtractionRepository::extraction,
        documentId,
        provider,
        provider,
        since,
        since,
        provider);
  }

  /** The same page of each contract's extractions, newest first, in one statement. */
  Map<String, Page<Extraction>> pagesByContract(Set<String> contractIds, PageRequest request) {
    return EXTRACTIONS.fetchPerParent(
        sql.jdbc(), NEWEST, request, "e.contract_id", KeyType.TEXT, contractIds);
  }

  /** One page, newest first. */
  Page<Extraction> page(ExtractionFilter filter, PageRequest request) {
    KeysetQuery<Extraction> query = EXTRACTIONS;
    if (filter.contractId() != null) {
      query = query.whereIn("e.contract_id", filter.contractId());
    }
    if (filter.status() != null) {
      query = query.whereIn("e.status", filter.status());
    }
    if (filter.provider() != null) {
      query = query.whereIn("e.provider", filter.provider());
    }
    if (filter.isCurrent() != null) {
      query = query.where("e.is_current = ?", filter.isCurrent());
    }
    if (filter.isStale() != null) {
      query = query.where("(e.document_version < c.document_version) = ?", filter.isStale());
    }
    return extracted(query, filter).fetch(sql.jdbc(), NEWEST, request);
  }

  private static KeysetQuery<Extraction> extracted(
      KeysetQuery<Extraction> extractions, ExtractionFilter filter) {
    KeysetQuery<Extraction> query = extractions;
    Instant start = filter.extractedAt() == null ? null : filter.extractedAt().start();
    Instant end = filter.extractedAt() == null ? null : filter.extractedAt().end();
    if (start != null) {
      query = query.whereUneven("e.extracted_at >= ?", start);
    }
    if (end != null) {
      query = query.whereUneven("e.extracted_at < ?", end);
    }
    return query;
  }

  /**
   * Stores a reading, as the contract's newest unless a newer text has been read meanwhile. The
   * contract is held by the caller, so that no other becomes the newest at the same time.
   */
  void insert(NewExtraction extraction) {
    sql.update(
        """
        UPDATE extraction SET is_current = false
        WHERE contract_id = ? AND is_current AND document_version <= ?
        """,
        extraction.document().contractId(),
        extraction.document().version());
    ReadTerms terms = extraction.terms();
    Reading reading = terms.reading();
    Money premium = reading.premium().value();
    CancellationFee fee = reading.cancellationFee().value();
    sql.update(
        """
        INSERT INTO extraction (id, contract_id, document_id, document_version, text_hash, provider,
          run, is_current, reading, premium_amount, premium_currency, refund_method, fee,
          premium_confidence, method_confidence, fee_confidence, model, failed_providers,
          is_text_complete, prompt_tokens, completion_tokens, cost_usd, duration_millis,
          extracted_at, extracted_by)
        SELECT ?, ?, ?, ?, ?, ?, coalesce(max(e.run), 0) + 1,
          NOT EXISTS (SELECT 1 FROM extraction n WHERE n.contract_id = ? AND n.is_current),
          ?::jsonb, ?::numeric, ?, ?, ?::jsonb,
          ?, ?, ?, ?, ?, ?, ?::integer, ?::integer, ?::numeric, ?, ?, ?
        FROM extraction e WHERE e.document_id = ? AND e.provider = ?
        """,
        extraction.id(),
        extraction.document().contractId(),
        extraction.document().id(),
        extraction.document().version(),
        extraction.document().hash(),
        terms.provider(),
        extraction.document().contractId(),
        Json.write(reading),
        premium == null ? null : premium.amount(),
        premium == null ? null : premium.currency(),
        reading.refundMethod().value(),
        fee == null ? null : Json.write(fee),
        reading.premium().confidence(),
        reading.refundMethod().confidence(),
        reading.cancellationFee().confidence(),
        terms.model(),
        extraction.failedProviders(),
        terms.isTextComplete(),
        terms.promptTokens(),
        terms.completionTokens(),
        terms.costUsd(),
        extraction.durationMillis(),
        extraction.extractedAt(),
        extraction.extractedBy(),
        extraction.document().id(),
        terms.provider());
  }

  /**
   * Submits, if it still waits, is the newest and has the version.
   *
   * @return whether it did
   */
  boolean submit(SubmittedTerms submitted) {
    Money premium = submitted.premium();
    CancellationFee fee = submitted.cancellationFee();
    return sql.update(
            """
            UPDATE extraction SET status = 'APPROVED', version = version + 1, premium_amount = ?,
              premium_currency = ?, refund_method = ?, fee = ?::jsonb, notes = ?, submitted_at = ?,
              submitted_by = ?
            WHERE id = ? AND version = ? AND status = 'PENDING' AND is_current
            """,
            premium == null ? null : premium.amount(),
            premium == null ? null : premium.currency(),
            submitted.refundMethod(),
            fee == null ? null : Json.write(fee),
            submitted.notes(),
            submitted.at(),
            submitted.by(),
            submitted.extractionId(),
            submitted.version())
        == 1;
  }

  private static Extraction extraction(ResultSet row) throws SQLException {
    BigDecimal premium = Rows.nullableDecimal(row, "premium_amount");
    return new Extraction(
        Rows.uuid(row, "id"),
        Rows.text(row, "contract_id"),
        Rows.uuid(row, "document_id"),
        Rows.integer(row, "document_version"),
        Rows.text(row, "text_hash"),
        Rows.bool(row, "is_current"),
        Rows.bool(row, "is_stale"),
        Rows.enumValue(row, "status", ExtractionStatus.class),
        Rows.integer(row, "version"),
        Rows.json(row, "reading", Reading.class),
        premium == null ? null : new Money(premium, Rows.text(row, "premium_currency")),
        Rows.nullableEnumValue(row, "refund_method", RefundMethod.class),
        Rows.nullableJson(row, "fee", CancellationFee.class),
        Rows.textList(row, "corrected_terms").stream().map(TermName::valueOf).sorted().toList(),
        Rows.enumValue(row, "provider", ExtractionProvider.class),
        Rows.text(row, "model"),
        Rows.textList(row, "failed_providers").stream().map(ExtractionProvider::valueOf).toList(),
        Rows.bool(row, "is_text_complete"),
        Rows.nullableInteger(row, "prompt_tokens"),
        Rows.nullableInteger(row, "completion_tokens"),
        Rows.nullableDecimal(row, "cost_usd"),
        Rows.integer(row, "duration_millis"),
        Rows.instant(row, "extracted_at"),
        Rows.uuid(row, "extracted_by"),
        Rows.nullableText(row, "notes"),
        Rows.nullableInstant(row, "submitted_at"),
        Rows.nullableUuid(row, "submitted_by"));
  }
}
