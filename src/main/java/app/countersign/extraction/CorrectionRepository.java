package app.countersign.extraction;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The corrections of submitted extractions. */
@Singleton
class CorrectionRepository {
  private final Sql sql;

  CorrectionRepository(Sql sql) {
    this.sql = sql;
  }

  /** Puts them there; at most one for each term. */
  void insertAll(List<Correction> corrections) {
    sql.batch(
        """
        INSERT INTO correction (id, extraction_id, term, original, corrected, reason, corrected_by,
          corrected_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        corrections.stream()
            .map(
                each ->
                    Arrays.asList(
                        Ids.next(),
                        each.extractionId(),
                        each.term(),
                        each.original(),
                        each.corrected(),
                        each.reason(),
                        each.correctedBy(),
                        each.correctedAt()))
            .toList());
  }

  /** Those of each extraction, in the order of the terms; an empty list where there are none. */
  Map<UUID, List<Correction>> ofExtractions(Set<UUID> ids) {
    Map<UUID, List<Correction>> found =
        sql
            .list(
                """
                SELECT r.extraction_id, r.term, r.original, r.corrected, r.reason, r.corrected_by,
                  r.corrected_at
                FROM correction r WHERE r.extraction_id = any(?)
                """,
                row ->
                    new Correction(
                        Rows.uuid(row, "extraction_id"),
                        Rows.enumValue(row, "term", TermName.class),
                        Rows.nullableText(row, "original"),
                        Rows.nullableText(row, "corrected"),
                        Rows.nullableText(row, "reason"),
                        Rows.uuid(row, "corrected_by"),
                        Rows.instant(row, "corrected_at")),
                ids)
            .stream()
            .sorted(Comparator.comparing(Correction::term))
            .collect(Collectors.groupingBy(Correction::extractionId));
    return ids.stream()
        .collect(Collectors.toMap(id -> id, id -> found.getOrDefault(id, List.of())));
  }
}
