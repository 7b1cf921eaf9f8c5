package app.countersign.survive;

import app.countersign.platform.db.Json;
import app.countersign.survive.World.Visitor;
import app.countersign.testing.operation.GeneratedOperations;
import app.countersign.testing.operation.GeneratedOperations.Operation;
import app.countersign.testing.operation.GeneratedOperations.Options;
import app.countersign.testing.process.KeptConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Generated operations, whole and broken, from everybody. */
final class GeneratedCalls {
  /** It would end the session that the other calls need. */
  private static final Set<String> NOT_CALLED = Set.of("signOut");

  private static final Set<String> PEOPLE =
      Set.of("Operator", "Customer", "Session", "AccessToken");
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\",\"requestId\"");

  private final World world;
  private final Findings findings;
  private final GeneratedOperations operations;
  private final Map<String, Integer> codes = new TreeMap<>();

  GeneratedCalls(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    this.operations =
        new GeneratedOperations(GeneratedOperations.schema(), Options.all(ids(world), NOT_CALLED));
  }

  /** An operation as a request has it. */
  static Map<String, Object> body(Operation operation) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", operation.document());
    body.put("variables", operation.variables());
    if (operation.name() != null) {
      body.put("operationName", operation.name());
    }
    return body;
  }

  /** Sends so many as they are, and as many broken. */
  void check(int count) throws Exception {
    send(count, false);
    findings.figure("answers to valid operations", codes.toString());
    codes.clear();
    send(count, true);
    findings.figure("answers to broken requests", codes.toString());
  }

  private void send(int count, boolean isBroken) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (int part = 0; part < CONNECTIONS; part++) {
      int first = part;
      work.add(
          () -> {
            try (Lines lines = new Lines()) {
              for (int seed = first; seed < count; seed += CONNECTIONS) {
                one(lines, seed, isBroken);
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private void one(Lines lines, long seed, boolean isBroken) {
    List<Visitor> visitors = world.visitors();
    Visitor visitor =
        visitors.get((int) Math.floorMod(seed * 31 + seed / 97, (long) visitors.size()));
    Operation operation = operations.operation(seed);
    byte[] request =
        isBroken
            ? BrokenRequests.of(operation, seed)
            : Json.write(body(operation)).getBytes(StandardCharsets.UTF_8);
    String found;
    try {
      KeptConnection connection = lines.of(visitor);
      int status = connection.send(request);
      found = judged(visitor, status, connection.text(), isBroken);
    } catch (IOException | RuntimeException broken) {
      lines.drop(visitor);
      found = "no whole answer: " + broken;
    }
    findings.hold(
        found == null,
        "%s seed %d as %s: %s; asked %s"
            .formatted(
                isBroken ? "broken" : "valid",
                seed,
                visitor,
                found,
                Leak.shortened(new String(request, StandardCharsets.UTF_8), 0)));
  }

  private @Nullable String judged(Visitor visitor, int status, String body, boolean isBroken) {
    Matcher matcher = CODE.matcher(body);
    String code = matcher.find() ? matcher.group(1) : status == 200 ? "data" : "HTTP " + status;
    synchronized (codes) {
      codes.merge(code, 1, Integer::sum);
    }
    String leak = Leak.in(status, body);
    if (leak != null) {
      return leak;
    }
    boolean isMisread =
        !isBroken
            && (code.startsWith("GRAPHQL_")
                || visitor.token() != null && code.equals("UNAUTHENTICATED"));
    return isMisread ? "refused: " + Leak.shortened(body, 0) : null;
  }

  /** What is there, but for those whose sessions are needed. */
  private static List<String> ids(World world) {
    List<String> ids = new ArrayList<>();
    List<Map<String, String>> known = new ArrayList<>(List.of(world.shared()));
    world.visitors().forEach(visitor -> known.add(visitor.own()));
    for (Map<String, String> some : known) {
      new TreeMap<>(some)
          .forEach(
              (type, id) -> {
                if (!PEOPLE.contains(type)) {
                  ids.add(id);
                }
              });
    }
    return ids;
  }

  /** A connection for each visitor. */
  private final class Lines implements AutoCloseable {
    private final Map<String, KeptConnection> open = new HashMap<>();

    KeptConnection of(Visitor visitor) throws IOException {
      KeptConnection connection = open.get(visitor.name());
      if (connection == null) {
        connection = new KeptConnection(world.server(), visitor.token());
        connection.patience(PATIENCE);
        open.put(visitor.name(), connection);
      }
      return connection;
    }

    void drop(Visitor visitor) {
      open.remove(visitor.name());
    }

    @Override
    public void close() throws IOException {
      for (KeptConnection connection : open.values()) {
        connection.close();
      }
    }
  }
}
