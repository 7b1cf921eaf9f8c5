package app.countersign.bench;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.store.FolderStore;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQL;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Measures what the server does with contracts; {@code bench/README.md} says how to read it. */
public final class ContractsBench {
  private ContractsBench() {}

  /** Runs it all; arguments are {@code name=value}. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    PrintStream out = System.out;
    Path log = options.log().toAbsolutePath();
    Files.createDirectories(log.resolveSibling("."));
    try (PrintStream serverLog = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      // The server logs as in production, only not between the lines of the table.
      System.setOut(serverLog);
      run(options, out);
    } finally {
      System.setOut(out);
    }
    System.exit(0);
  }

  private static void run(Options options, PrintStream out) throws Exception {
    BenchData data = BenchData.of(options.contracts());
    try (BenchServer server = BenchServer.start()) {
      try (Connection owner = server.connect()) {
        data.load(owner, new FolderStore(server.documents()));
      }
      try (BenchClient client =
          new BenchClient(server.uri(), BenchServer.EMAIL, server.password())) {
        Report report = new Report(out, about(options));
        InProcess inProcess = new InProcess(server.bean(GraphQL.class), actor(client));
        measure(new Scene(options, server, client, inProcess, data, report));
        report.note("loadAfter", load());
        report.write(options.results());
        out.println("written to " + options.results());
      }
    }
  }

  private static void measure(Scene scene) throws Exception {
    TermRows terms = new TermRows(scene);
    new WarmUp(scene, terms).run(scene.options().warmUp());
    new LookupRows(scene).measure();
    terms.measure();
    new PdfRows(scene).measure();
    new CacheRows(scene).measure();
  }

  private static Actor actor(BenchClient client) throws Exception {
    JsonNode viewer = client.tree("{ viewer { id name } }", Map.of()).path("viewer");
    return new Actor(
        UUID.fromString(viewer.path("id").asText()),
        viewer.path("name").asText(),
        Role.ADMIN,
        Actor.Kind.PERSON,
        null);
  }

  private static Map<String, Object> about(Options options) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("commit", System.getProperty("bench.commit", "not known"));
    about.put("at", Instant.now().toString());
    about.put("java", System.getProperty("java.vm.version"));
    about.put("processors", Runtime.getRuntime().availableProcessors());
    about.put("loadBefore", load());
    about.put("contracts", options.contracts());
    about.put("warmUpSeconds", options.warmUp().toSeconds());
    about.put("clients", options.clients());
    return about;
  }

  /** Work of the whole machine over the last minute. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
