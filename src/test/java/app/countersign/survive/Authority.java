package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.platform.socket.TestSocket;
import app.countersign.survive.Matrix.Cell;
import app.countersign.survive.Matrix.Operation;
import app.countersign.survive.Matrix.Whose;
import app.countersign.survive.World.Visitor;
import app.countersign.testing.operation.GeneratedOperations;
import app.countersign.testing.process.KeptConnection;
import app.countersign.testing.process.ServerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everybody asks for everything: who may not is refused and changes nothing, and what is somebody
 * else's answers as if it were not there.
 */
final class Authority implements Promise {
  private static final String DATABASE = "authority";
  private static final Duration A_WHILE = Duration.ofMillis(150);

  /** Things everybody may name, or that only outside parties bring. */
  private static final Set<String> WITHOUT_OWNER =
      Set.of("Merchant", "CardProduct", "Article", "BankTransaction", "Account");

  /** Administrators may take back anybody's token. */
  private static final Set<String> REACHED_BY_ADMINISTRATORS = Set.of("AccessToken");

  /** The user of the same id is the desk's to see. */
  private static final Set<String> REACHED_BY_THE_DESK = Set.of("Customer");

  /** They end what the others need, so they come last and in this order. */
  private static final List<String> LAST =
      List.of(
          "removeCard",
          "stopTracking",
          "discardBill",
          "voidBill",
          "declineInvitation",
          "revokeInvitation",
          "removeMember",
          "unlinkAccount",
          "leaveGroup",
          "revokeAccessToken",
          "withdrawConsent",
          "eraseMyData",
          "revokeSession",
          "signOut");

  private final Set<String> missing = new TreeSet<>();
  private final Map<String, KeptConnection> connections = new HashMap<>();
  private int cells;

  @Override
  public String words() {
    return "Authority: roles × operations × own, others', absent";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    try (ServerProcess server = stage.server(DATABASE, World.ENVIRONMENT)) {
      check(World.make(stage, DATABASE, server.uri()), findings);
    }
  }

  /** Asks for every cell. */
  void check(World world, Findings findings) throws IOException, SQLException {
    Matrix matrix = new Matrix(world, GeneratedOperations.schema());
    findings.hold(
        matrix.guardedBelow().isEmpty(), "no cell asks for these: " + matrix.guardedBelow());
    Map<String, String> before = world.rows().state();
    for (Operation operation : matrix.operations()) {
      withoutRight(world, matrix, operation, world.visitors(), findings);
    }
    if (!Rows.changed(before, world.rows().state()).isEmpty()) {
      nameWhoChanges(world, matrix, findings);
    }
    for (Operation operation : matrix.operations()) {
      outside(world, matrix, operation, world.visitors(), findings);
    }
    lies(world, matrix, findings);
    List<Operation> inOrder = new ArrayList<>(matrix.operations());
    inOrder.sort(java.util.Comparator.comparing(operation -> LAST.indexOf(operation.name())));
    for (Operation operation : inOrder) {
      withRight(world, matrix, operation, world.visitors(), findings);
    }
    findings.hold(missing.isEmpty(), "nothing of these types is there to be named: " + missing);
    findings.figure("cells", Integer.toString(cells));
  }

  /** The same checks of a server that lies must find it: here the lies are told of the visitors. */
  private void lies(World world, Matrix matrix, Findings findings)
      throws IOException, SQLException {
    Visitor admin = world.visitor("script ADMIN");
    Visitor customer = world.visitor("other CUSTOMER");
    Visitor nobody = new Visitor("nobody who is somebody", null, admin.token(), Map.of(), Map.of());
    Visitor thief = new Visitor("thief", Role.CUSTOMER, customer.token(), Map.of(), customer.own());
    Findings unguarded = new Findings();
    Findings told = new Findings();
    for (Operation operation : matrix.operations()) {
      if (operation.kind().equals("query")) {
        withoutRight(world, matrix, operation, List.of(nobody), unguarded);
        outside(world, matrix, operation, List.of(thief), told);
      }
    }
    findings.hold(unguarded.failed() > 0, "somebody who passes for nobody was not found");
    findings.hold(told.failed() > 0, "what is one's own and passes for others' was not found");
    findings.figure(
        "lies that were found", "%d and %d".formatted(unguarded.failed(), told.failed()));
  }

  /** Once more for those who may not, for something changed. */
  private void nameWhoChanges(World world, Matrix matrix, Findings findings)
      throws IOException, SQLException {
    for (Operation operation : matrix.operations()) {
      Map<String, String> before = world.rows().state();
      withoutRight(world, matrix, operation, world.visitors(), new Findings());
      List<String> changed = Rows.changed(before, world.rows().state());
      findings.hold(changed.isEmpty(), operation + " by those who may not changed " + changed);
    }
  }

  /** Whoever may not: the same refusal whatever is named. */
  private void withoutRight(
      World world, Matrix matrix, Operation operation, List<Visitor> visitors, Findings findings)
      throws IOException {
    for (Visitor visitor : visitors) {
      String code = visitor.role() == null ? "UNAUTHENTICATED" : "FORBIDDEN";
      String first = null;
      for (Cell cell : matrix.cells(operation, visitor)) {
        if (cell.isAllowed()) {
          continue;
        }
        String answer = ask(world, cell);
        first = first == null ? answer : first;
        findings.hold(
            codes(answer).equals(List.of(code)) && answer.equals(first) && !hasData(answer),
            "%s should be %s alone, is %s".formatted(cell, code, answer));
      }
    }
  }

  /** Whoever may: what is another's is answered as what is absent, and does not change. */
  private void outside(
      World world, Matrix matrix, Operation operation, List<Visitor> visitors, Findings findings)
      throws IOException, SQLException {
    for (Visitor visitor : visitors) {
      Map<String, String> absent = new HashMap<>();
      List<Cell> cells = matrix.cells(operation, visitor).stream().filter(Cell::isAllowed).toList();
      for (Cell cell : cells) {
        if (cell.whose() == Whose.ABSENT) {
          absent.put(cell.place() + cell.type(), ask(world, cell));
        }
      }
      List<Cell> others =
          cells.stream().filter(cell -> cell.whose() == Whose.OTHERS && !isReached(cell)).toList();
      Map<String, String> before =
          operation.isMutation() && !others.isEmpty() ? world.rows().state() : Map.of();
      for (Cell cell : others) {
        String answer = ask(world, cell);
        String expected = absent.get(cell.place() + cell.type());
        findings.hold(
            answer.equals(expected),
            "%s is answered %s, what is absent %s".formatted(cell, answer, expected));
      }
      if (operation.isMutation() && !others.isEmpty()) {
        List<String> changed = Rows.changed(before, world.rows().state());
        findings.hold(
            changed.isEmpty(),
            "%s as %s with OTHERS' changed %s".formatted(operation, visitor, changed));
      }
    }
  }

  /** Whoever may: nothing is refused for want of a right, and what is one's own is found. */
  private void withRight(
      World world, Matrix matrix, Operation operation, List<Visitor> visitors, Findings findings)
      throws IOException {
    for (Visitor visitor : visitors) {
      for (Cell cell : matrix.cells(operation, visitor)) {
        if (!cell.isAllowed() || cell.whose() == Whose.OTHERS && !isReached(cell)) {
          continue;
        }
        if (cell.whose() == Whose.ABSENT) {
          noteMissing(matrix, cell);
          continue;
        }
        String answer = ask(world, cell);
        boolean isRefused =
            codes(answer).stream()
                .anyMatch(code -> !code.equals("BAD_REQUEST") && !code.equals("TIMEOUT"));
        findings.hold(!isRefused, cell + " should be answered, is " + answer);
        findings.hold(!isMissed(cell, answer), cell + " is not found: " + answer);
      }
    }
  }

  private void noteMissing(Matrix matrix, Cell cell) {
    boolean isThere =
        matrix.cells(cell.operation(), cell.visitor()).stream()
            .anyMatch(other -> other.type().equals(cell.type()) && other.whose() != Whose.ABSENT);
    if (!isThere && !WITHOUT_OWNER.contains(cell.type())) {
      missing.add(cell.type() + " for " + cell.visitor());
    }
  }

  private static boolean isReached(Cell cell) {
    Role role = cell.visitor().role();
    return role != null && isReached(cell.type(), role);
  }

  private static boolean isReached(String type, Role role) {
    return REACHED_BY_ADMINISTRATORS.contains(type) && role.includes(Role.ADMIN)
        || REACHED_BY_THE_DESK.contains(type) && role.includes(Role.ANALYST);
  }

  private static boolean isMissed(Cell cell, String answer) {
    if (cell.whose() != Whose.OWN && !isReached(cell) || cell.place().path().isEmpty()) {
      return false;
    }
    JsonNode field = Json.read(answer, JsonNode.class).path("data").path(cell.operation().name());
    if (cell.place().toString().equals("id")) {
      return field.isNull();
    }
    for (JsonNode error : field.path("userErrors")) {
      if (error.path("code").asText().equals("NOT_FOUND")
          && error.path("path").toString().contains("\"" + cell.place().name() + "\"")) {
        return true;
      }
    }
    return false;
  }

  /** The answer without what differs by itself: the request's id, and the id that was sent. */
  private String ask(World world, Cell cell) throws IOException {
    cells++;
    String answer = cell.operation().isSubscription() ? subscribe(world, cell) : call(world, cell);
    return answer
        .replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\":\"-\"")
        .replace(cell.id(), "<id>");
  }

  private String call(World world, Cell cell) throws IOException {
    Visitor visitor = cell.visitor();
    KeptConnection connection = connections.get(visitor.name());
    if (connection == null) {
      connection = new KeptConnection(world.server(), visitor.token());
      connections.put(visitor.name(), connection);
    }
    connection.send(Json.write(Map.of("query", cell.document())).getBytes(StandardCharsets.UTF_8));
    return connection.text();
  }

  private static String subscribe(World world, Cell cell) {
    String token = cell.visitor().token();
    try (TestSocket socket = TestSocket.ready(world.server(), token == null ? "" : token)) {
      socket.subscribe("1", cell.document());
      JsonNode message = socket.poll(A_WHILE);
      boolean isRefused = message != null && message.path("type").asText().equals("error");
      return isRefused ? "{\"errors\":" + message.path("payload") + "}" : String.valueOf(message);
    }
  }

  private static List<String> codes(String answer) {
    return Json.read(answer, JsonNode.class).path("errors").findValuesAsText("code");
  }

  private static boolean hasData(String answer) {
    JsonNode data = Json.read(answer, JsonNode.class).path("data");
    return data.isObject() && data.valueStream().anyMatch(value -> !value.isNull());
  }
}
