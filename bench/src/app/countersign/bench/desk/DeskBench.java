package app.countersign.bench.desk;

import app.countersign.Application;
import app.countersign.bench.desk.DeskData.Made;
import app.countersign.bench.desk.PgBench.Items;
import app.countersign.bench.desk.PgBench.Length;
import app.countersign.bench.desk.StatementLog.Logged;
import app.countersign.platform.db.Json;
import app.countersign.testing.process.KeptConnection;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the desk beside pgbench; {@code bench/README.md} says how to read it. */
public final class DeskBench {
  private static final String EMAIL = "olivia@countersign.example";
  private static final String PASSWORD = "countersign-demo";
  private static final String SECRET = "bench-secret-that-guards-nothing-but-a-benchmark";
  private static final int BULK = 500;
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final DeskOptions options;
  private final DeskDatabase database;
  private final PackagedServer server;
  private final Load load;
  private final PgBench pgbench;
  private final StatementLog log;
  private final DeskReport report;
  private final String token;

  /** The items from here on were not decided in this run or one before. */
  private final AtomicLong fresh;

  private DeskBench(
      DeskOptions options,
      DeskDatabase database,
      PackagedServer server,
      DeskReport report,
      String token,
      long fresh)
      throws Exception {
    this.options = options;
    this.database = database;
    this.server = server;
    this.load = new Load(server.uri(), token, options.clients());
    this.pgbench = new PgBench(database, options.clients(), options.directory().resolve("pgbench"));
    this.log = new StatementLog(database);
    this.report = report;
    this.token = token;
    this.fresh = new AtomicLong(fresh);
  }

  /** Runs it all; arguments are {@code name=value}. */
  public static void main(String[] arguments) throws Exception {
    DeskOptions options = DeskOptions.of(arguments);
    PrintStream out = System.out;
    if (!PgBench.isThere()) {
      out.println("bench: needs pgbench on the PATH (Debian: postgresql-contrib)");
      System.exit(1);
    }
    Path logFile = options.log().toAbsolutePath();
    Files.createDirectories(logFile.resolveSibling("."));
    try (DeskDatabase database = DeskDatabase.start(options.directory())) {
      seed(database, logFile);
      Made made = new DeskData(database, options, out).make();
      try (PackagedServer server = PackagedServer.start(database, SECRET, logFile, Map.of())) {
        DeskReport report = new DeskReport(out, about(options, made));
        new DeskBench(options, database, server, report, signIn(server.uri()), fresh(database))
            .measure(made);
        new BatchRows(server, signIn(server.uri()), database, report).measure();
        new StartRows(database, signIn(server.uri()), SECRET, logFile, report).measure();
        report.write(options.results());
        out.println("written to " + options.results());
      }
    }
    System.exit(0);
  }

  /** The demo's users, items and decisions: what is multiplied. */
  private static void seed(DeskDatabase database, Path logFile) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet made = statement.executeQuery("SELECT to_regclass('bench_step') IS NOT NULL")) {
      made.next();
      if (made.getBoolean(1)) {
        return;
      }
    }
    PrintStream out = System.out;
    try (PrintStream quiet = new PrintStream(logFile.toFile(), StandardCharsets.UTF_8)) {
      System.setOut(quiet);
      try (ApplicationContext context =
          Micronaut.build(new String[0])
              .mainClass(Application.class)
              .banner(false)
              .properties(
                  Map.of(
                      "micronaut.server.port",
                      -1,
                      "jdbc.url",
                      database.url(),
                      "jdbc.user",
                      DeskDatabase.OWNER,
                      "jdbc.password",
                      SECRET,
                      "countersign.signing-secret",
                      SECRET,
                      "countersign.demo.enabled",
                      true))
              .start()) {
        awaitDemo(database);
      }
    } finally {
      System.setOut(out);
    }
  }

  private static void awaitDemo(DeskDatabase database) throws Exception {
    long before = -1;
    for (int still = 0; still < 10; ) {
      Thread.sleep(1_000);
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT count(*) FROM audit_entry")) {
        rows.next();
        still = rows.getLong(1) == before && before > 100 ? still + 1 : 0;
        before = rows.getLong(1);
      }
    }
  }

  private static long fresh(DeskDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rows FROM bench_step WHERE name = 'fresh'")) {
      return rows.next() ? rows.getLong(1) : 1;
    }
  }

  private void measure(Made made) throws Exception {
    read(
        "queue page: 20 rows x 10 fields",
        0.25,
        _ -> DeskOperations.body(DeskOperations.QUEUE, Map.of()),
        Items.NONE);
    read(
        "queue page with trace and flags",
        0.30,
        _ -> DeskOperations.body(DeskOperations.QUEUE_TRACES, Map.of()),
        Items.NONE);
    long stride = made.recommendations() / options.clients() - 1;
    read(
        "one item by id",
        0.35,
        n -> DeskOperations.item(id(1 + n * 7_919 % made.recommendations())),
        Items.single("?", 1, stride));
    approvals(made);
    bulks(made);
    pages();
  }

  private void read(String name, double least, Load.Requests requests, Items items)
      throws Exception {
    load.run(options.warmUp(), requests);
    byte[] one = requests.of(1);
    List<Logged> statements = log.during(() -> once(one));
    double before = server.metric("jvm_gc_memory_allocated_bytes_total");
    Load.Calls calls = load.run(options.time(), requests);
    double kib = allocated(before, calls);
    Items own =
        items.item().isEmpty() ? items : Items.single(id(1 + 7_919), items.first(), items.stride());
    pgbench.run(file(name), statements, own, new Length.Lasting(SHORT));
    PgBench.Rate plain =
        pgbench.run(file(name), statements, own, new Length.Lasting(options.time()));
    report.add(name, calls, plain, count(statements), kib, least);
  }

  private void approvals(Made made) throws Exception {
    long budget = made.approvable() - fresh.get() - 60L * BULK;
    long each = budget / 4;
    if (each < 1_000) {
      report.figure("approve: too few items left; delete " + options.directory(), 0, "", "");
      return;
    }
    long warm = fresh.getAndAdd(each);
    load.run(options.warmUp(), n -> n < each ? DeskOperations.approve(id(warm + n)) : null);
    long logged = fresh.getAndIncrement();
    List<Logged> statements = log.during(() -> once(DeskOperations.approve(id(logged))));
    long first = fresh.getAndAdd(each);
    double before = server.metric("jvm_gc_memory_allocated_bytes_total");
    Load.Calls calls =
        load.run(options.time(), n -> n < each ? DeskOperations.approve(id(first + n)) : null);
    double kib = allocated(before, calls);
    long plainFirst = fresh.getAndAdd(2 * each);
    Items items = Items.single(id(logged), plainFirst, 2 * each / options.clients());
    PgBench.Rate plain =
        pgbench.run("approve", statements, items, new Length.Lasting(options.time()));
    report.add("approve, distinct items", calls, plain, count(statements), kib, 0.30);
    keep();
  }

  private void bulks(Made made) throws Exception {
    int rounds = (int) Math.min(20, (made.approvable() - fresh.get()) / BULK / 3);
    if (rounds < 2) {
      return;
    }
    Load one = new Load(server.uri(), token, 1);
    List<List<String>> warm = groups(rounds);
    one.run(MINUTES, n -> n < rounds ? DeskOperations.bulk(warm.get((int) n)) : null);
    List<String> logged = groups(1).getFirst();
    List<Logged> statements = log.during(() -> once(DeskOperations.bulk(logged)));
    List<List<String>> measured = groups(rounds);
    double before = server.metric("jvm_gc_memory_allocated_bytes_total");
    Load.Calls calls =
        one.run(MINUTES, n -> n < rounds ? DeskOperations.bulk(measured.get((int) n)) : null);
    double kib = allocated(before, calls);
    Items items =
        new Items(logged.getFirst(), fresh.getAndAdd((long) rounds * BULK), BULK * rounds, BULK);
    PgBench.Rate plain =
        new PgBench(database, 1, options.directory().resolve("pgbench"))
            .run("bulk", statements, items, new Length.Calls(rounds));
    report.add("bulkApprove of 500, one caller", calls, plain, count(statements), kib, 0.50);
    keep();
  }

  /** So many times 500 items that nobody has decided. */
  private List<List<String>> groups(int count) {
    List<List<String>> groups = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      List<String> ids = new ArrayList<>();
      for (int item = 0; item < BULK; item++) {
        ids.add(id(fresh.getAndIncrement()));
      }
      groups.add(ids);
    }
    return groups;
  }

  /** A page far down, and a page with its count, against the first page. */
  private void pages() throws Exception {
    Load one = new Load(server.uri(), token, 1);
    byte[] first = DeskOperations.body(DeskOperations.QUEUE, Map.of());
    String cursor = null;
    int page = 1;
    for (; page < 10_000; page++) {
      JsonNode info =
          Json.mapper()
              .readTree(
                  once(
                      cursor == null
                          ? first
                          : DeskOperations.body(DeskOperations.QUEUE, Map.of("after", cursor))))
              .at("/data/recommendations/pageInfo");
      if (info.path("endCursor").isNull() || info.path("endCursor").isMissingNode()) {
        break;
      }
      cursor = info.path("endCursor").asText();
      if (page % 5 == 0 && page > 5_000 && !info.path("endCursor").isTextual()) {
        break;
      }
    }
    String last = cursor == null ? "" : cursor;
    byte[] far = DeskOperations.body(DeskOperations.QUEUE, Map.of("after", last));
    Load.Calls near = one.run(options.time().dividedBy(2), _ -> first);
    Load.Calls deep = one.run(options.time().dividedBy(2), _ -> far);
    byte[] total = DeskOperations.body(DeskOperations.QUEUE_TOTAL, Map.of());
    Load.Calls counted = one.run(options.time().dividedBy(2), _ -> total);
    report.figure(
        "page %,d against page 1, p50".formatted(page),
        deep.percentile(50) / near.percentile(50),
        "x",
        "<= 1.3");
    report.figure(
        "page 1 with totalCount against without, p50",
        counted.percentile(50) / near.percentile(50),
        "x",
        "<= 2");
    report.figure("resident memory after all of this", server.residentMib(), "MiB", "");
  }

  private double allocated(double before, Load.Calls calls) throws Exception {
    return (server.metric("jvm_gc_memory_allocated_bytes_total") - before)
        / 1024
        / calls.nanos().length;
  }

  private String once(byte[] request) throws Exception {
    try (KeptConnection connection = new KeptConnection(server.uri(), token)) {
      connection.ask(request);
      return connection.text();
    }
  }

  private void keep() throws Exception {
    database.execute(
        "INSERT INTO bench_step VALUES ('fresh', %1$d) ON CONFLICT (name) DO UPDATE SET rows = %1$d"
            .formatted(fresh.get()));
  }

  private static int count(List<Logged> statements) {
    return (int) statements.stream().filter(statement -> !statement.isTransaction()).count();
  }

  private static String file(String name) {
    return name.replaceAll("[^a-z0-9]+", "-");
  }

  private static String id(long number) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest(("item " + number).getBytes(StandardCharsets.US_ASCII));
      java.nio.ByteBuffer bits = java.nio.ByteBuffer.wrap(digest);
      return new UUID(bits.getLong(), bits.getLong()).toString();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }

  private static String signIn(URI server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      byte[] body =
          DeskOperations.body(
              "mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken }"
                  + " userErrors { message } } }",
              Map.of("input", Map.of("email", EMAIL, "password", PASSWORD)));
      String answer =
          http.send(
                  HttpRequest.newBuilder(server.resolve("/graphql"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      String token = Json.mapper().readTree(answer).at("/data/signIn/session/accessToken").asText();
      if (token.isEmpty()) {
        throw new IllegalStateException("cannot sign in: " + answer);
      }
      return token;
    }
  }

  private static Map<String, Object> about(DeskOptions options, Made made) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("commit", System.getProperty("bench.commit", "not known"));
    about.put("at", Instant.now().toString());
    about.put("java", System.getProperty("java.vm.version"));
    about.put("processors", Runtime.getRuntime().availableProcessors());
    about.put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    about.put("recommendations", made.recommendations());
    about.put("users", made.users());
    about.put("transactions", made.transactions());
    about.put("clients", options.clients());
    about.put("warmUpSeconds", options.warmUp().toSeconds());
    about.put("seconds", options.time().toSeconds());
    return about;
  }
}
