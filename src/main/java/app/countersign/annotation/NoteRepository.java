package app.countersign.annotation;

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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The notes. */
@Singleton
class NoteRepository {
  private static final String COLUMNS =
      "n.id, n.recommendation_id, n.author_id, n.author_name, n.text, n.created_at";

  private static final KeysetQuery<Note> NOTES =
      KeysetQuery.select(COLUMNS, NoteRepository::note).from("note n");
  private static final Sort NEWEST =
      Sort.by(
          "notes.NEWEST",
          Key.desc("n.created_at", KeyType.INSTANT),
          Key.desc("n.id", KeyType.UUID));

  private final Sql sql;

  NoteRepository(Sql sql) {
    this.sql = sql;
  }

  Map<UUID, Note> byIds(Collection<UUID> ids) {
    Map<UUID, Note> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM note n WHERE n.id = any(?::uuid[])".formatted(COLUMNS),
            NoteRepository::note,
            ids)
        .forEach(note -> found.put(note.id(), note));
    return found;
  }

  Map<UUID, Page<Note>> pagesByRecommendation(Set<UUID> recommendationIds, PageRequest request) {
    return NOTES.fetchPerParent(
        sql.jdbc(), NEWEST, request, "n.recommendation_id", KeyType.UUID, recommendationIds);
  }

  /** Writes the note; answers the user it touches, or null when there is no recommendation. */
  @Nullable String insert(Note note) {
    return sql.first(
        """
        WITH item AS (SELECT id, user_id FROM recommendation WHERE id = ?),
        written AS (
          INSERT INTO note (id, recommendation_id, author_id, author_name, text, created_at)
          SELECT ?, id, ?, ?, ?, ? FROM item)
        SELECT user_id FROM item
        """,
        row -> Rows.text(row, "user_id"),
        note.recommendationId(),
        note.id(),
        note.authorId(),
        note.authorName(),
        note.text(),
        note.createdAt());
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "recommendation_id"),
        Rows.uuid(row, "author_id"),
        Rows.text(row, "author_name"),
        Rows.text(row, "text"),
        Rows.instant(row, "created_at"));
  }
}
