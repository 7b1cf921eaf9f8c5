package app.countersign.platform.db;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read page by page, each page by one statement that starts where the cursor says
 * instead of counting rows. Immutable: keep the common part in a constant and narrow it per call.
 *
 * <pre>{@code
 * private static final KeysetQuery<Note> NOTES =
 *     KeysetQuery.select("n.id, n.body, n.created_at", NoteRepository::read).from("note n");
 * private static final Sort NEWEST =
 *     Sort.by("notes.NEWEST", Key.desc("n.created_at", KeyType.INSTANT), Key.desc("n.id", KeyType.UUID));
 *
 * Page<Note> page = NOTES.where("n.author_id = ?", author).fetch(jdbc, NEWEST, request);
 * }</pre>
 *
 * <p>The statements join the transaction that is running, or borrow a connection of their own.
 */
public final class KeysetQuery<T> {
  private final String columns;
  private final RowMapper<T> mapper;
  private final String from;
  private final List<Condition> conditions;

  private KeysetQuery(
      String columns, RowMapper<T> mapper, String from, List<Condition> conditions) {
    this.columns = columns;
    this.mapper = mapper;
    this.from = from;
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Begins a query with what it selects.
   *
   * @param columns what is selected, as SQL; no name may begin with {@code page_}
   * @param mapper reads one row
   */
  public static <T> From<T> select(String columns, RowMapper<T> mapper) {
    return from -> new KeysetQuery<>(columns, mapper, from, List.of());
  }

  /** The second half of {@link #select}. */
  public interface From<T> {
    /** The query over these tables and joins, as SQL without parameters. */
    KeysetQuery<T> from(String from);
  }

  /**
   * Only the rows of which this is true as well.
   *
   * @param sql an expression with one {@code ?} per value, bound as {@link Parameters} says
   */
  public KeysetQuery<T> where(String sql, @Nullable Object... values) {
    return and(new Condition(sql, Arrays.asList(values)));
  }

  /**
   * As {@link #where}, for a condition that some values have hold of hardly any row and others of
   * nearly all, such as a range or a search: the database plans the statement for these values.
   */
  public KeysetQuery<T> whereUneven(String sql, @Nullable Object... values) {
    return and(new Condition(sql, Arrays.asList(values), true));
  }

  /** Only the rows whose expression is among the values; none at all where there are no values. */
  public KeysetQuery<T> whereIn(String expression, Collection<?> values) {
    return values.isEmpty()
        ? and(Condition.NEVER)
        : and(new Condition(expression + " = any(?)", List.of(List.copyOf(values))));
  }

  /**
   * One page.
   *
   * @throws BadPage where a cursor is not one of this order
   */
  public Page<T> fetch(JdbcOperations jdbc, Sort sort, PageRequest request) {
    PageBounds bounds = PageBounds.of(sort, request);
    PageSql page = PageSql.single(this, bounds);
    return jdbc.execute(connection -> page(connection, page, bounds, jdbc));
  }

  /**
   * The same page of the list of each parent, in one statement for all of them. The total counts,
   * if asked for, are one more for all of them.
   *
   * @param parentExpression what names a row's parent, as SQL: {@code n.recommendation_id}
   * @param type the type of that name
   * @return a page for every parent given, empty where it has no rows
   * @throws BadPage where a cursor is not one of this order
   */
  public <K> Map<K, Page<T>> fetchPerParent(
      JdbcOperations jdbc,
      Sort sort,
      PageRequest request,
      String parentExpression,
      KeyType<K> type,
      Set<K> parents) {
    if (parents.isEmpty()) {
      return Map.of();
    }
    return new ParentPages<>(this, parentExpression, type, List.copyOf(parents))
        .fetch(jdbc, PageBounds.of(sort, request));
  }

  /** How many rows the whole list has. */
  public long count(JdbcOperations jdbc) {
    Condition condition = Condition.all(conditions);
    PlannedQuery count =
        PlannedQuery.of(
            "select count(*) from %s where %s".formatted(from, condition.sql()), isUneven());
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(count.sql())) {
            Parameters.bind(statement, condition.values());
            try (ResultSet rows = count.execute(statement)) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  private KeysetQuery<T> and(Condition condition) {
    return new KeysetQuery<>(
        columns, mapper, from, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
  }

  private Page<T> page(Connection connection, PageSql page, PageBounds bounds, JdbcOperations jdbc)
      throws SQLException {
    PageRows<T> gathered = new PageRows<>(bounds);
    PlannedQuery query = PlannedQuery.of(page.sql(), isUneven());
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      Parameters.bind(statement, page.values());
      try (ResultSet rows = query.execute(statement)) {
        while (rows.next()) {
          gathered.take(rows, mapper);
        }
      }
    }
    return gathered.page(new CountedOnce(() -> count(jdbc)));
  }

  String columns() {
    return columns;
  }

  RowMapper<T> mapper() {
    return mapper;
  }

  String from() {
    return from;
  }

  List<Condition> conditions() {
    return conditions;
  }

  /** Whether it depends on the values of a condition how many rows there are. */
  boolean isUneven() {
    return conditions.stream().anyMatch(Condition::isUneven);
  }
}
