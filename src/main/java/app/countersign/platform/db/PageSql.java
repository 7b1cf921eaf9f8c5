package app.countersign.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements for pages. Without a cursor it is the plain select; with one it also says in the same
 * statement whether anything lies on the far side of the cursor, since that row may have left the
 * list by now.
 *
 * @param values what is bound, in order
 */
record PageSql(String sql, List<@Nullable Object> values) {
  static final String PARENT = "page_parent";
  static final String PRESENT = "page_present";
  static final String AHEAD = "page_ahead";
  static final String BEHIND = "page_behind";

  /** One page of one list. */
  static PageSql single(KeysetQuery<?> query, PageBounds bounds) {
    if (bounds.isOpen()) {
      return rows(query, bounds, query.conditions());
    }
    PageSql edges = edges(query, bounds, query.conditions());
    PageSql rows = rows(query, bounds, query.conditions());
    String sql =
        "select page_rows.*, page_edges.* from (%s) page_edges left join (%s) page_rows on true order by %s"
            .formatted(edges.sql(), rows.sql(), bounds.keyset().outerOrder());
    return new PageSql(sql, concat(edges.values(), rows.values()));
  }

  /** The same page of many lists, one per element of the array that is the first parameter. */
  static PageSql perParent(
      KeysetQuery<?> query, PageBounds bounds, String parentExpression, String parentType) {
    List<Condition> conditions = new ArrayList<>(query.conditions());
    conditions.add(new Condition(parentExpression + " = page_parents." + PARENT, List.of()));
    PageSql rows = rows(query, bounds, conditions);
    String parents = "unnest(?::%s[]) as page_parents(%s)".formatted(parentType, PARENT);
    String order = "order by %s, %s".formatted(PARENT, bounds.keyset().outerOrder());
    if (bounds.isOpen()) {
      String sql =
          "select page_rows.*, page_parents.* from %s cross join lateral (%s) page_rows %s"
              .formatted(parents, rows.sql(), order);
      return new PageSql(sql, rows.values());
    }
    PageSql edges = edges(query, bounds, conditions);
    String sql =
        "select page_rows.*, page_parents.*, page_edges.* from %s cross join lateral (%s) page_edges left join lateral (%s) page_rows on true %s"
            .formatted(parents, edges.sql(), rows.sql(), order);
    return new PageSql(sql, concat(edges.values(), rows.values()));
  }

  private static PageSql rows(KeysetQuery<?> query, PageBounds bounds, List<Condition> conditions) {
    List<Condition> inside = new ArrayList<>(conditions);
    inside.addAll(bounds.inside());
    Condition all = Condition.all(inside);
    Keyset keyset = bounds.keyset();
    String sql =
        "select %s, %s, true as %s from %s where %s order by %s limit %d"
            .formatted(
                query.columns(),
                keyset.columns(),
                PRESENT,
                query.from(),
                all.sql(),
                keyset.order(),
                bounds.limit());
    return new PageSql(sql, all.values());
  }

  private static PageSql edges(
      KeysetQuery<?> query, PageBounds bounds, List<Condition> conditions) {
    Condition ahead = among(conditions, bounds.ahead());
    Condition behind = among(conditions, bounds.behind());
    String exists = "exists (select 1 from " + query.from() + " where %s)";
    String sql =
        "select %s as %s, %s as %s"
            .formatted(
                exists.formatted(ahead.sql()), AHEAD, exists.formatted(behind.sql()), BEHIND);
    return new PageSql(sql, concat(ahead.values(), behind.values()));
  }

  private static Condition among(List<Condition> conditions, Condition bound) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(bound);
    return Condition.all(all);
  }

  private static List<@Nullable Object> concat(
      List<@Nullable Object> first, List<@Nullable Object> second) {
    List<@Nullable Object> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
