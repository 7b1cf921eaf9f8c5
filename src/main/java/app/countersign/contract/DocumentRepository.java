package app.countersign.contract;

import app.countersign.document.DocumentText;
import app.countersign.platform.cache.Cache;
import app.countersign.platform.cache.CacheSpec;
import app.countersign.platform.cache.Caches;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts of contracts. A text that came in is never changed. */
@Singleton
public class DocumentRepository {
  private static final String COLUMNS =
      """
      d.id, d.contract_id, d.version, d.text_status, d.hash, d.page_count, d.text_extracted_at,
      d.created_at\
      """;
  private static final KeysetQuery<ContractDocument> DOCUMENTS =
      KeysetQuery.select(COLUMNS, DocumentRepository::document).from("document d");
  private static final Sort NEWEST =
      Sort.by(
          "documents.NEWEST",
          Key.desc("d.version", KeyType.INTEGER),
          Key.desc("d.id", KeyType.UUID));

  private static final Duration TTL = Duration.ofMinutes(30);
  private static final long MOST_CHARACTERS = 32_000_000;

  private final Sql sql;
  private final Cache<UUID, String> kept;

  DocumentRepository(Sql sql, Caches caches) {
    this.sql = sql;
    // A text is never changed, so nothing ever has to be given up.
    this.kept =
        caches.named(
            CacheSpec.of("document-text", String.class, TTL)
                .withWeight(MOST_CHARACTERS, String::length));
  }

  /** The text in force of each contract that has one, by contract. */
  public Map<String, ContractDocument> inForce(Collection<String> contractIds) {
    Map<String, ContractDocument> found = new LinkedHashMap<>();
    sql.list(
            """
            SELECT %s FROM contract c
            JOIN document d ON d.contract_id = c.id AND d.version = c.document_version
            WHERE c.id = any(?)
            """
                .formatted(COLUMNS),
            DocumentRepository::document,
            contractIds)
        .forEach(document -> found.put(document.contractId(), document));
    return found;
  }

  /** The same page of each contract's texts, newest first, in one statement. */
  public Map<String, Page<ContractDocument>> pagesByContract(
      Set<String> contractIds, PageRequest request) {
    return DOCUMENTS.fetchPerParent(
        sql.jdbc(), NEWEST, request, "d.contract_id", KeyType.TEXT, contractIds);
  }

  /** The texts themselves, by document; one without a text is left out. */
  public Map<UUID, String> texts(Set<UUID> documentIds) {
    Map<UUID, String> found = new HashMap<>();
    sql.list(
            "SELECT d.id, d.text FROM document d WHERE d.id = any(?) AND d.text IS NOT NULL",
            row -> Map.entry(Rows.uuid(row, "id"), Rows.text(row, "text")),
            documentIds)
        .forEach(text -> found.put(text.getKey(), text.getValue()));
    return found;
  }

  /** How long the texts are together, without reading them. */
  long textBytes(Set<UUID> documentIds) {
    return Objects.requireNonNull(
        sql.first(
            """
            SELECT coalesce(sum(octet_length(d.text)), 0) AS bytes
            FROM document d WHERE d.id = any(?)
            """,
            row -> Rows.longInteger(row, "bytes"),
            documentIds));
  }

  /** One text; null when the document has none. */
  public @Nullable DocumentText text(UUID documentId) {
    String text = kept.find(documentId, id -> texts(Set.of(id)).get(id));
    return text == null ? null : DocumentText.of(text);
  }

  static ContractDocument document(ResultSet row) throws SQLException {
    return new ContractDocument(
        Rows.uuid(row, "id"),
        Rows.text(row, "contract_id"),
        Rows.integer(row, "version"),
        Rows.enumValue(row, "text_status", TextStatus.class),
        Rows.nullableText(row, "hash"),
        Rows.nullableInteger(row, "page_count"),
        Rows.nullableInstant(row, "text_extracted_at"),
        Rows.instant(row, "created_at"));
  }
}
