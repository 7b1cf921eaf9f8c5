package app.countersign.bench.desk;

import app.countersign.bench.desk.DeskData.Made;
import app.countersign.bench.desk.PgBench.Items;
import app.countersign.bench.desk.PgBench.Length;
import app.countersign.bench.desk.StatementLog.Logged;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What an operator asks for and does, beside pgbench with the same statements. */
final class DeskRows {
  private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";
  private static final int BULK = 500;
  private static final int MOST_ROUNDS = 20;

  /** So that a kept database is enough for another run. */
  private static final long MOST_APPROVED = 20_000;

  private static final int DISTINCT_ITEMS = 20_000;
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final DeskOptions options;
  private final DeskDatabase database;
  private final ServerProcess server;
  private final String token;
  private final Made made;
  private final DeskReport report;
  private final Load load;
  private final Wrk wrk;
  private final PgBench pgbench;
  private final StatementLog log;

  private final FreshItems fresh;

  DeskRows(
      DeskOptions options,
      DeskDatabase database,
      ServerProcess server,
      String token,
      Made made,
      FreshItems fresh,
      DeskReport report)
      throws SQLException {
    this.options = options;
    this.database = database;
    this.server = server;
    this.token = token;
    this.made = made;
    this.report = report;
    Path folder = options.directory().resolve("callers");
    this.load = new Load(server.uri(), token, options.clients());
    this.wrk = new Wrk(server.uri(), token, options.clients(), folder);
    this.pgbench = new PgBench(database, options.clients(), folder);
    this.log = new StatementLog(database);
    this.fresh = fresh;
  }

  void measure() throws Exception {
    read("queue page: 20 rows x 10 fields", 0.25, DeskOperations.QUEUE);
    read("queue page with trace and flags", 0.30, DeskOperations.QUEUE_TRACES);
    items();
    approvals();
    bulks();
  }

  /** A query that is the same in each call. */
  private void read(String name, double least, String query) throws Exception {
    read(name, least, List.of(DeskOperations.body(query)), Items.NONE);
  }

  private void items() throws Exception {
    List<byte[]> requests =
        LongStream.range(0, DISTINCT_ITEMS)
            .mapToObj(
                n -> DeskOperations.item(DeskIds.item(1 + n * 7_919 % made.recommendations())))
            .toList();
    long stride = made.recommendations() / options.clients() - 1;
    read("one item by id", 0.35, requests, Items.single(DeskIds.item(1), 1, stride));
  }

  /** The first request is the one whose statements pgbench runs. */
  private void read(String name, double least, List<byte[]> requests, Items items)
      throws Exception {
    wrk.run(options.warmUp(), requests);
    List<Logged> statements =
        log.during(() -> DeskSession.once(server.uri(), token, requests.getFirst()));
    double before = server.metric(ALLOCATED);
    Rate calls = wrk.run(options.time(), requests);
    double kib = allocated(before, calls);
    pgbench.run(file(name), statements, items, new Length.Lasting(SHORT));
    Rate plain = pgbench.run(file(name), statements, items, new Length.Lasting(options.time()));
    report.add(name, calls, plain, count(statements), kib, least);
  }

  private void approvals() throws Exception {
    long left = fresh.left() - (3L * MOST_ROUNDS + 1) * BULK;
    long each = Math.min(MOST_APPROVED, left / 4);
    if (each < 1_000) {
      report.figure("approve: too few items left; delete " + options.directory(), 0, "", "");
      return;
    }
    long warm = fresh.take(each);
    load.run(
        options.warmUp(), n -> n < each ? DeskOperations.approve(DeskIds.item(warm + n)) : null);
    long logged = fresh.take(1);
    List<Logged> statements = log.during(() -> once(DeskOperations.approve(DeskIds.item(logged))));
    long first = fresh.take(each);
    double before = server.metric(ALLOCATED);
    Rate calls =
        load.run(
            options.time(), n -> n < each ? DeskOperations.approve(DeskIds.item(first + n)) : null);
    double kib = allocated(before, calls);
    long plainFirst = fresh.take(2 * each);
    Items items = Items.single(DeskIds.item(logged), plainFirst, 2 * each / options.clients());
    Rate plain = pgbench.run("approve", statements, items, new Length.Lasting(options.time()));
    requireDecided(plainFirst);
    report.add("approve, distinct items", calls, plain, count(statements), kib, 0.30);
    fresh.keep();
  }

  private void bulks() throws Exception {
    int rounds = (int) Math.min(MOST_ROUNDS, (fresh.left() - BULK) / BULK / 3);
    if (rounds < 2) {
      return;
    }
    Load one = new Load(server.uri(), token, 1);
    List<List<String>> warm = groups(rounds);
    one.run(MINUTES, n -> n < rounds ? DeskOperations.bulk(warm.get((int) n)) : null);
    List<String> logged = groups(1).getFirst();
    List<Logged> statements = log.during(() -> once(DeskOperations.bulk(logged)));
    List<List<String>> measured = groups(rounds);
    double before = server.metric(ALLOCATED);
    Rate calls =
        one.run(MINUTES, n -> n < rounds ? DeskOperations.bulk(measured.get((int) n)) : null);
    double kib = allocated(before, calls);
    long span = (long) rounds * BULK;
    long plainFirst = fresh.take(span);
    Items items = new Items(logged, plainFirst, span);
    Rate plain =
        new PgBench(database, 1, options.directory().resolve("callers"))
            .run("bulk", statements, items, new Length.Calls(rounds));
    requireDecided(plainFirst + span - 1);
    report.add("bulkApprove of 500, one caller", calls, plain, count(statements), kib, 0.50);
    fresh.keep();
  }

  /** So many times 500 items that nobody has decided. */
  private List<List<String>> groups(int count) {
    List<List<String>> groups = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      List<String> ids = new ArrayList<>();
      for (int item = 0; item < BULK; item++) {
        ids.add(DeskIds.item(fresh.take(1)));
      }
      groups.add(ids);
    }
    return groups;
  }

  private void once(byte[] request) throws IOException {
    DeskSession.once(server.uri(), token, request);
  }

  /** Statements that found nothing to change would be no counterpart. */
  private void requireDecided(long number) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM recommendation r
                JOIN decision d ON d.id = r.decision_id
                JOIN audit_entry a ON a.recommendation_id = r.id AND a.action = 'APPROVE'
                JOIN delivery v ON v.decision_id = d.id
                WHERE r.status = 'APPROVED' AND r.id = '%s'
                """
                    .formatted(DeskIds.item(number)))) {
      // A copy of an item that was approved and taken back has an older entry of that too.
      if (!rows.next() || rows.getLong(1) < 1) {
        throw new IllegalStateException("pgbench did not do what the server does");
      }
    }
  }

  private double allocated(double before, Rate calls) throws Exception {
    return (server.metric(ALLOCATED) - before) / 1024 / calls.calls();
  }

  private static int count(List<Logged> statements) {
    return (int) statements.stream().filter(statement -> !statement.isTransaction()).count();
  }

  private static String file(String name) {
    return name.replaceAll("[^a-z0-9]+", "-");
  }
}
