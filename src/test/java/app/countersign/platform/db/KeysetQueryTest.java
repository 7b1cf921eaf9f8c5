package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.source.OwnerLogin;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "keyset_query_test")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysetQueryTest {
  private static final long SEED = 20_260_711L;
  private static final int ROWS = 237;
  private static final List<UUID> PARENTS =
      IntStream.range(0, 5).mapToObj(_ -> Ids.next()).toList();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

  private static final KeysetQuery<Item> ITEMS =
      KeysetQuery.select("i.id, i.parent_id, i.name", Item::read).from("item i");
  private static final Key ID = Key.asc("i.id", KeyType.UUID);
  private static final Sort NEWEST =
      Sort.by("items.NEWEST", Key.desc("i.made_at", KeyType.INSTANT), ID.reversed());
  private static final Sort FAIREST =
      Sort.by(
          "items.FAIREST",
          Key.desc("i.rank", KeyType.INTEGER),
          Key.asc("i.made_at", KeyType.INSTANT),
          ID);
  private static final Sort MIXED =
      Sort.by(
          "items.MIXED",
          Key.asc("i.day", KeyType.DATE),
          Key.desc("i.amount", KeyType.DECIMAL),
          Key.asc("i.name", KeyType.TEXT),
          ID.reversed());
  private static final List<Sort> SORTS =
      List.of(
          NEWEST,
          FAIREST,
          MIXED,
          Sort.by("items.ID", ID),
          Sort.by("items.NAME", Key.asc("i.name", KeyType.TEXT), ID),
          Sort.by("items.AMOUNT", Key.desc("i.amount", KeyType.DECIMAL), ID.reversed()),
          Sort.by("items.ODD", Key.asc("abs(i.rank - 2)", KeyType.INTEGER), ID.reversed()));

  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;
  @Inject Environment settings;

  record Item(UUID id, UUID parentId, String name) {
    static Item read(ResultSet row) throws SQLException {
      return new Item(Rows.uuid(row, "id"), Rows.uuid(row, "parent_id"), Rows.text(row, "name"));
    }
  }

  @BeforeAll
  void makeTheTable() throws SQLException {
    OwnerLogin.execute(
        settings,
        """
        create table item (
          id uuid primary key, parent_id uuid not null, made_at timestamptz, rank int not null,
          name text not null, amount numeric not null, day date not null)
        """,
        "create index item_newest on item (made_at desc, id desc)",
        "create index item_fairest on item (rank desc, made_at, id)",
        "create index item_parent on item (parent_id, made_at desc, id desc)",
        "grant select, insert, update, delete on item to countersign_serving");
  }

  @BeforeEach
  void fillTheTable() {
    execute("delete from item");
    Random random = new Random(SEED);
    insert(IntStream.range(0, ROWS).mapToObj(_ -> UUID.randomUUID()).toList(), random);
  }

  static Stream<Arguments> walks() {
    return SORTS.stream()
        .flatMap(sort -> IntStream.of(1, 7, 100).mapToObj(size -> Arguments.of(sort, size)));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void aWalkForwardsMeetsTheWholeListInOrder(Sort sort, int size) {
    List<UUID> all = ordered(sort, "");

    List<UUID> seen = new ArrayList<>();
    String after = null;
    Page<Item> page;
    do {
      page = ITEMS.fetch(jdbc, sort, PageRequest.first(size, after));
      assertThat(page.hasPrevious()).isEqualTo(!seen.isEmpty());
      seen.addAll(ids(page));
      after = page.cursors().getLast();
      assertThat(page.hasNext()).isEqualTo(seen.size() < all.size());
    } while (page.hasNext());

    assertThat(seen).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void aWalkBackwardsMeetsTheWholeListInOrder(Sort sort, int size) {
    List<UUID> all = ordered(sort, "");

    List<UUID> seen = new ArrayList<>();
    String before = null;
    Page<Item> page;
    do {
      page = ITEMS.fetch(jdbc, sort, PageRequest.last(size, before));
      assertThat(page.hasNext()).isEqualTo(!seen.isEmpty());
      seen.addAll(0, ids(page));
      before = page.cursors().getFirst();
      assertThat(page.hasPrevious()).isEqualTo(seen.size() < all.size());
    } while (page.hasPrevious());

    assertThat(seen).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void bothCursorsCutOutWhatLiesBetween(Sort sort, int size) {
    List<UUID> all = ordered(sort, "");
    List<String> cursors = cursors(sort);
    String after = cursors.get(40);
    String before = cursors.get(60);

    Page<Item> first = ITEMS.fetch(jdbc, sort, new PageRequest(size, after, null, before));
    Page<Item> last = ITEMS.fetch(jdbc, sort, new PageRequest(null, after, size, before));

    int length = Math.min(size, 19);
    assertThat(ids(first)).isEqualTo(all.subList(41, 41 + length));
    assertThat(ids(last)).isEqualTo(all.subList(60 - length, 60));
    assertThat(List.of(first.hasNext(), first.hasPrevious(), last.hasNext(), last.hasPrevious()))
        .containsExactly(true, true, true, true);
  }

  @Test
  void theEdgesAreTheListsOwnAndNotTheCursors() {
    List<UUID> all = ordered(NEWEST, "");
    List<String> cursors = cursors(NEWEST);
    String first = cursors.getFirst();
    String last = cursors.getLast();

    execute("delete from item where id in ('%s', '%s')".formatted(all.getFirst(), all.getLast()));
    Page<Item> whole = ITEMS.fetch(jdbc, NEWEST, new PageRequest(100, first, null, last));
    Page<Item> behindTheEnd = ITEMS.fetch(jdbc, NEWEST, PageRequest.first(10, last));
    Page<Item> aheadOfTheStart = ITEMS.fetch(jdbc, NEWEST, PageRequest.last(10, first));

    assertThat(whole.hasPrevious()).isFalse();
    assertThat(whole.hasNext()).isTrue();
    assertThat(behindTheEnd.items()).isEmpty();
    assertThat(behindTheEnd.hasPrevious()).isTrue();
    assertThat(behindTheEnd.hasNext()).isFalse();
    assertThat(aheadOfTheStart.items()).isEmpty();
    assertThat(aheadOfTheStart.hasPrevious()).isFalse();
    assertThat(aheadOfTheStart.hasNext()).isTrue();
  }

  @Test
  void whatIsInsertedDuringAWalkNeverRepeatsOrHidesAnItem() {
    Set<UUID> before = new HashSet<>(ordered(FAIREST, ""));
    Random random = new Random(SEED + 1);

    Set<UUID> seen = new LinkedHashSet<>();
    String after = null;
    Page<Item> page;
    do {
      page = ITEMS.fetch(jdbc, FAIREST, PageRequest.first(20, after));
      ids(page).forEach(id -> assertThat(seen.add(id)).isTrue());
      after = page.cursors().getLast();
      insert(IntStream.range(0, 5).mapToObj(_ -> UUID.randomUUID()).toList(), random);
    } while (page.hasNext());

    assertThat(seen).containsAll(before);
  }

  @Test
  void conditionsNarrowTheListAndItsTotal() {
    KeysetQuery<Item> narrowed =
        ITEMS
            .where("i.rank >= ? and i.day <> ?", 2, LocalDate.parse("2026-01-01"))
            .whereIn("i.parent_id", PARENTS.subList(0, 2));
    List<UUID> expected =
        ordered(
            NEWEST,
            "where i.rank >= 2 and i.day <> '2026-01-01' and i.parent_id in ('%s', '%s')"
                .formatted(PARENTS.get(0), PARENTS.get(1)));

    Page<Item> page = narrowed.fetch(jdbc, NEWEST, PageRequest.first(100));

    assertThat(expected).hasSizeBetween(1, 100);
    assertThat(ids(page)).isEqualTo(expected);
    assertThat(page.total().getAsLong()).isEqualTo(expected.size());
    assertThat(narrowed.count(jdbc)).isEqualTo(expected.size());
    assertThat(narrowed.whereIn("i.name", List.of()).count(jdbc)).isZero();
    assertThat(ITEMS.where("i.made_at = ?", new Object[] {null}).count(jdbc)).isZero();
  }

  @Test
  void aPageOfNothingStillKnowsWhetherThereIsSomething() {
    Page<Item> page = ITEMS.fetch(jdbc, NEWEST, PageRequest.first(0));

    assertThat(page.items()).isEmpty();
    assertThat(page.hasNext()).isTrue();
    assertThat(page.total().getAsLong()).isEqualTo(ROWS);
  }

  static Stream<PageRequest> requests() {
    return Stream.of(PageRequest.first(1), PageRequest.first(9), PageRequest.last(4, null));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyParentHasThePageItWouldHaveAlone(PageRequest request) {
    UUID childless = Ids.next();
    Set<UUID> parents = new LinkedHashSet<>(PARENTS);
    parents.add(childless);

    for (Sort sort : SORTS) {
      PageRequest further = further(sort, request);
      for (PageRequest asked : List.of(request, further)) {
        Map<UUID, Page<Item>> pages =
            ITEMS
                .where("i.rank > ?", 0)
                .fetchPerParent(jdbc, sort, asked, "i.parent_id", KeyType.UUID, parents);

        assertThat(pages.keySet()).containsExactlyElementsOf(parents);
        pages.forEach((parent, page) -> assertThatPageIs(page, alone(sort, asked, parent)));
      }
    }
  }

  @Test
  void pagesOfNoParentsAreNone() {
    assertThat(
            ITEMS.fetchPerParent(
                jdbc, NEWEST, PageRequest.first(3), "i.parent_id", KeyType.UUID, Set.of()))
        .isEmpty();
  }

  @Test
  void aPageIsOneStatementAndATotalOneMore() {
    StatementCounter counter = new StatementCounter();

    counter.call(
        () -> {
          Page<Item> page = ITEMS.fetch(jdbc, NEWEST, PageRequest.first(5));
          assertThat(counter.count()).isEqualTo(1);
          ITEMS.fetch(jdbc, NEWEST, PageRequest.first(5, page.cursors().getLast()));
          assertThat(counter.count()).isEqualTo(2);
          assertThat(page.total().getAsLong()).isEqualTo(ROWS);
          assertThat(page.total().getAsLong()).isEqualTo(ROWS);
          assertThat(counter.count()).isEqualTo(3);
          return page;
        });

    assertThat(counter.statements().getLast()).startsWith("select count(*)");
  }

  @Test
  void pagesOfAllParentsAreOneStatementAndTheirTotalsOneMore() {
    StatementCounter counter = new StatementCounter();

    counter.call(
        () -> {
          Map<UUID, Page<Item>> pages =
              ITEMS.fetchPerParent(
                  jdbc,
                  NEWEST,
                  PageRequest.first(2),
                  "i.parent_id",
                  KeyType.UUID,
                  Set.copyOf(PARENTS));
          assertThat(counter.count()).isEqualTo(1);
          long sum = pages.values().stream().mapToLong(page -> page.total().getAsLong()).sum();
          assertThat(sum).isEqualTo(ROWS);
          return pages;
        });

    assertThat(counter.count()).isEqualTo(2);
  }

  @Test
  void aPageSeesWhatTheRunningTransactionHasDone() {
    UUID mine = Ids.next();

    long inside =
        transactions.executeWrite(
            status -> {
              insert(List.of(mine), new Random(SEED));
              long count = ITEMS.where("i.id = ?", mine).count(jdbc);
              status.setRollbackOnly();
              return count;
            });

    assertThat(inside).isEqualTo(1);
    assertThat(ITEMS.where("i.id = ?", mine).count(jdbc)).isZero();
  }

  @Test
  void aCursorSeeksInTheIndex() {
    String newest = cursors(NEWEST).get(30);
    String fairest = cursors(FAIREST).get(30);

    assertThat(plan(NEWEST, PageRequest.first(5, newest)))
        .contains("Index Cond: (ROW(made_at, id) < ROW(");
    assertThat(plan(NEWEST, PageRequest.last(5, newest)))
        .contains("Index Cond: (ROW(made_at, id) > ROW(");
    assertThat(plan(FAIREST, PageRequest.first(5, fairest))).contains("Index Cond: (rank <= ");
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    String cursor = cursors(NEWEST).getFirst();

    assertThatThrownBy(() -> ITEMS.fetch(jdbc, FAIREST, PageRequest.first(5, cursor)))
        .isInstanceOfSatisfying(
            BadPage.class, problem -> assertThat(problem.argument()).isEqualTo("after"))
        .hasMessage("The cursor in after belongs to a list in another order.");
  }

  private static String cursorOf(String... parts) {
    byte[] bytes = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Stream<String> badCursors() {
    return Stream.of(
        "",
        "!",
        "AAAA",
        "_w",
        cursorOf("items.NEWEST", "2026-01-01T00:00:00Z"),
        cursorOf("items.NEWEST", "2026-01-01T00:00:00Z", "1-2-3-4-5"),
        cursorOf("items.NEWEST", "yesterday", Ids.next().toString()),
        cursorOf("items.NEWEST", "+99999-01-01T00:00:00Z", Ids.next().toString()),
        cursorOf("items.NEWEST", "2026-01-01T00:00:00Z", Ids.next().toString(), "more"),
        "A".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("badCursors")
  void aCursorThatIsNotOursIsRefused(String cursor) {
    assertThatThrownBy(() -> ITEMS.fetch(jdbc, NEWEST, PageRequest.last(5, cursor)))
        .isInstanceOfSatisfying(
            BadPage.class,
            problem -> {
              assertThat(problem.argument()).isEqualTo("before");
              assertThat(problem.reason()).startsWith("The cursor in before ");
            });
  }

  @Test
  void aDecimalOrDateOutOfReasonIsRefused() {
    String id = Ids.next().toString();
    String huge = cursorOf("items.MIXED", "2026-01-01", "1e999999999", "a", id);
    String far = cursorOf("items.MIXED", "-0044-03-15", "1", "a", id);

    for (String cursor : List.of(huge, far)) {
      assertThatThrownBy(() -> ITEMS.fetch(jdbc, MIXED, PageRequest.first(5, cursor)))
          .isInstanceOf(BadPage.class);
    }
  }

  @Test
  void aKeyThatIsNullFailsThePage() {
    execute("update item set made_at = null where rank = 0");

    assertThatThrownBy(() -> ITEMS.fetch(jdbc, NEWEST, PageRequest.first(5)))
        .hasMessageContaining("The key i.made_at of items.NEWEST is null");
  }

  @Test
  void anOrderEndsInAnId() {
    assertThatThrownBy(() -> Sort.by("items.DAY", Key.asc("i.day", KeyType.DATE)))
        .hasMessage("The order items.DAY does not end in an id.");
    assertThatThrownBy(() -> Sort.by("items.NONE")).hasMessage("The order items.NONE has no keys.");
  }

  private PageRequest further(Sort sort, PageRequest request) {
    String cursor = cursors(sort).get(ROWS / 2);
    return request.isBackward()
        ? PageRequest.last(request.size(), cursor)
        : PageRequest.first(request.size(), cursor);
  }

  private Page<Item> alone(Sort sort, PageRequest request, UUID parent) {
    return ITEMS.where("i.rank > ?", 0).where("i.parent_id = ?", parent).fetch(jdbc, sort, request);
  }

  private static void assertThatPageIs(Page<Item> page, Page<Item> expected) {
    assertThat(page.items()).isEqualTo(expected.items());
    assertThat(page.cursors()).isEqualTo(expected.cursors());
    assertThat(page.hasNext()).isEqualTo(expected.hasNext());
    assertThat(page.hasPrevious()).isEqualTo(expected.hasPrevious());
    assertThat(page.total().getAsLong()).isEqualTo(expected.total().getAsLong());
  }

  private List<String> cursors(Sort sort) {
    List<String> cursors = new ArrayList<>();
    String after = null;
    Page<Item> page;
    do {
      page = ITEMS.fetch(jdbc, sort, PageRequest.first(100, after));
      cursors.addAll(page.cursors());
      after = cursors.getLast();
    } while (page.hasNext());
    return cursors;
  }

  private static List<UUID> ids(Page<Item> page) {
    return page.items().stream().map(Item::id).toList();
  }

  private List<UUID> ordered(Sort sort, String where) {
    String sql =
        "select i.id from item i %s order by %s".formatted(where, new Keyset(sort.keys()).order());
    return jdbc.execute(
        connection -> {
          List<UUID> ids = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              ids.add(Rows.uuid(rows, "id"));
            }
          }
          return ids;
        });
  }

  /** The statements of a connection that hold a mark, as "generic plans/custom plans". */
  private static Set<String> plans(Connection connection, String mark) throws SQLException {
    Set<String> plans = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select generic_plans, custom_plans from pg_prepared_statements"
                + " where strpos(statement, ?) > 0 and strpos(statement, 'strpos') = 0")) {
      statement.setString(1, mark);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          plans.add((rows.getInt(1) > 0 ? "generic" : "") + (rows.getInt(2) > 0 ? "custom" : ""));
        }
      }
    }
    return plans;
  }

  @Test
  void aPageIsPlannedOnceUnlessItDependsOnTheValuesHowManyRowsItIsOf() {
    KeysetQuery<Item> even = ITEMS.where("i.name = ? /* even */", "Anna");
    KeysetQuery<Item> uneven = ITEMS.whereUneven("i.made_at < ? /* uneven */", NOON.plusSeconds(1));
    jdbc.execute(
        connection -> {
          for (int time = 0; time < 12; time++) {
            assertThat(even.fetch(jdbc, NEWEST, PageRequest.first(3)).items()).isNotEmpty();
            assertThat(uneven.fetch(jdbc, NEWEST, PageRequest.first(3)).items()).hasSize(3);
            assertThat(uneven.count(jdbc)).isEqualTo(ROWS);
            assertThat(
                    uneven
                        .fetchPerParent(
                            jdbc,
                            NEWEST,
                            PageRequest.first(1),
                            "i.parent_id",
                            KeyType.UUID,
                            Set.copyOf(PARENTS))
                        .values())
                .allSatisfy(page -> assertThat(page.items()).hasSize(1));
          }
          assertThat(plans(connection, "/* even */")).containsExactly("generic");
          assertThat(plans(connection, "/* uneven */")).containsExactly("custom");
          return true;
        });
  }

  private String plan(Sort sort, PageRequest request) {
    PageSql page = PageSql.single(ITEMS, PageBounds.of(sort, request));
    return transactions.executeWrite(
        status -> {
          List<String> lines = new ArrayList<>();
          try (Statement planner = status.getConnection().createStatement();
              PreparedStatement statement =
                  status.getConnection().prepareStatement("explain " + page.sql())) {
            planner.execute("set local enable_seqscan = off");
            planner.execute("set local enable_bitmapscan = off");
            planner.execute("set local enable_sort = off");
            Parameters.bind(statement, page.values());
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                lines.add(rows.getString(1));
              }
            }
          }
          return String.join("\n", lines);
        });
  }

  private void execute(String sql) {
    jdbc.execute(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private void insert(List<UUID> ids, Random random) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("insert into item values (?, ?, ?, ?, ?, ?, ?)")) {
            for (UUID id : ids) {
              Parameters.bind(statement, Arrays.asList(values(id, random)));
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }

  private static @Nullable Object[] values(UUID id, Random random) {
    List<String> names = List.of("Anna", "anna", "Émile", "Zoë", "a b", "a-b", "", "名");
    return new Object[] {
      id,
      PARENTS.get(random.nextInt(PARENTS.size())),
      NOON.plus(random.nextInt(12), ChronoUnit.MICROS),
      random.nextInt(4),
      names.get(random.nextInt(names.size())),
      new BigDecimal(random.nextInt(6)).movePointLeft(2),
      LocalDate.parse("2026-01-01").plusDays(random.nextInt(3))
    };
  }
}
