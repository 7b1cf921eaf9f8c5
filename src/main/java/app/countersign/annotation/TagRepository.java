package app.countersign.annotation;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.TagName;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The tags. */
@Singleton
class TagRepository {
  private final Sql sql;

  TagRepository(Sql sql) {
    this.sql = sql;
  }

  /** The tags of each recommendation by name; an entry for every one asked. */
  Map<UUID, List<Tag>> byRecommendation(Set<UUID> recommendationIds) {
    Map<UUID, List<Tag>> found = new LinkedHashMap<>();
    recommendationIds.forEach(id -> found.put(id, new ArrayList<>()));
    sql.list(
            """
            SELECT recommendation_id, name, tagged_by_name, tagged_at FROM tag
            WHERE recommendation_id = any(?::uuid[]) ORDER BY recommendation_id, name
            """,
            TagRepository::tag,
            recommendationIds)
        .forEach(tag -> Objects.requireNonNull(found.get(tag.recommendationId())).add(tag));
    return found;
  }

  /** Puts a tag on; false when it was there already. */
  boolean add(UUID recommendationId, TagName name, Actor actor, Instant now) {
    return sql.update(
            """
            INSERT INTO tag (recommendation_id, name, tagged_by, tagged_by_name, tagged_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (recommendation_id, name) DO NOTHING
            """,
            recommendationId,
            name,
            actor.id(),
            actor.name(),
            now)
        == 1;
  }

  /** Takes a tag off; false when it was not there. */
  boolean remove(UUID recommendationId, TagName name) {
    return sql.update(
            "DELETE FROM tag WHERE recommendation_id = ? AND name = ?", recommendationId, name)
        == 1;
  }

  private static Tag tag(ResultSet row) throws SQLException {
    return new Tag(
        Rows.uuid(row, "recommendation_id"),
        Rows.enumValue(row, "name", TagName.class),
        Rows.text(row, "tagged_by_name"),
        Rows.instant(row, "tagged_at"));
  }
}
