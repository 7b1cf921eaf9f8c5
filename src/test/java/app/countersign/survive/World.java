package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.survive.Desk.Person;
import app.countersign.testing.TestContracts;
import app.countersign.testing.process.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database with a little of everything, and everybody who might call. */
final class World {
  /** What a server needs so that nothing but callers changes anything, and nobody is slowed. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "COUNTERSIGN_SCHEDULE_ENABLED",
          "false",
          "COUNTERSIGN_RATE_LIMIT_ACTION_FACTOR",
          "100000",
          "COUNTERSIGN_RATE_LIMIT_ANONYMOUS_PER_ADDRESS_PER_MINUTE",
          "100000000",
          "COUNTERSIGN_RATE_LIMIT_FAILURES_PER_ADDRESS_PER_MINUTE",
          "100000000");

  private static final String TRANSITION =
      """
      WITH earlier AS (
        INSERT INTO persona_assignment
        SELECT (jsonb_populate_record(a, jsonb_build_object('id', uuidv7(),
          'assigned_at', a.assigned_at - interval '30 days'))).* FROM persona_assignment a
        WHERE a.user_id = ? RETURNING id, user_id)
      INSERT INTO persona_transition (id, user_id, signal_window, from_assignment_id,
        to_assignment_id, from_persona, to_persona, transitioned_at, days_in_previous, positive,
        created_at)
      SELECT uuidv7(), a.user_id, a.signal_window, earlier.id, a.id, 'HIGH_UTILIZATION', 'GENERAL',
        now(), 30, true, now() FROM persona_assignment a JOIN earlier ON earlier.user_id = a.user_id
      """;

  /** Tells what is made here from what another world of the same database has. */
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  private final String user = "imported-" + mark;
  private final String contract = "GAP-" + mark;
  private final Rows rows;
  private final URI server;
  private final Desk desk;
  private final Map<String, String> shared = new HashMap<>();
  private final List<Visitor> visitors = new ArrayList<>();

  private World(Rows rows, URI server, Desk desk) {
    this.rows = rows;
    this.server = server;
    this.desk = desk;
  }

  /**
   * Somebody who calls.
   *
   * @param role null for nobody
   * @param own by the name of a type, or of a kind of person: the id of one that is theirs
   * @param others the ids of what is somebody else's; nothing where there is no such difference
   */
  record Visitor(
      String name,
      @Nullable Role role,
      @Nullable String token,
      Map<String, String> own,
      Map<String, String> others) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Fills the empty database of a running server. */
  static World make(Stage stage, String database, URI server) throws IOException, SQLException {
    Rows rows = new Rows(stage, database);
    World world = new World(rows, server, Desk.open(stage, database, server));
    world.deskAtWork();
    world.contracts();
    world.people();
    return world;
  }

  /** Everybody, nobody included. */
  List<Visitor> visitors() {
    return List.copyOf(visitors);
  }

  Visitor visitor(String name) {
    return visitors.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  Rows rows() {
    return rows;
  }

  /** What is there and everybody at the desk may see, by type. */
  Map<String, String> shared() {
    return Map.copyOf(shared);
  }

  private void deskAtWork() throws IOException, SQLException {
    Person senior = desk.administrator();
    List<UUID> items = desk.items(mark, 40);
    String token = senior.token();
    change(token, "flag", "", Map.of("recommendationId", items.get(0), "reason", "Look again."));
    change(token, "approve", "", Map.of("recommendationId", items.get(1)));
    change(token, "modify", "", Map.of("recommendationId", items.get(2), "title", "Another title"));
    change(token, "addNote", "", Map.of("recommendationId", items.get(3), "text", "A note."));
    change(token, "addTag", "", Map.of("recommendationId", items.get(3), "tag", "EDGE_CASE"));
    change(
        token,
        "importPlaidUser",
        "",
        Map.of(
            "userId",
            user,
            "document",
            bankData(),
            "consents",
            List.of("RECOMMENDATIONS", "DATA_ANALYSIS")));
    change(token, "assignPersona", "", Map.of("userId", user));
    change(token, "generateRecommendations", "", Map.of("users", Map.of("userId", user)));
    change(token, "batchAssignPersonas", "", Map.of("userIds", List.of(user)));
    rows.update(TRANSITION, user);
  }

  private void contracts() throws IOException {
    String token = desk.administrator().token();
    change(
        token,
        "importContract",
        "",
        Map.of(
            "contractId",
            contract,
            "accountNumber",
            "123456789012",
            "type",
            "GAP",
            "contractDate",
            "2025-01-01",
            "effectiveDate",
            "2025-01-01",
            "termMonths",
            36,
            "text",
            TestContracts.TEXT,
            "price",
            Map.of("amount", "895.00")));
    JsonNode read =
        change(token, "extractContract", "extraction { id }", Map.of("contractId", contract));
    String extraction = read.at("/extraction/id").asText();
    change(token, "submitExtraction", "", Map.of("extractionId", extraction));
    change(
        token,
        "quoteRefund",
        "",
        Map.of("contractId", contract, "cancelledOn", "2026-01-01", "reason", "CUSTOMER_REQUEST"));
  }

  private void people() throws IOException, SQLException {
    Person administrator = desk.administrator();
    Map<String, Person> people = new LinkedHashMap<>();
    people.put("ANALYST", desk.person(Role.ANALYST));
    people.put("OPERATOR", desk.person(Role.OPERATOR));
    people.put("SENIOR_OPERATOR", desk.person(Role.SENIOR_OPERATOR));
    people.put("ADMIN", administrator);
    for (Role role : List.of(Role.ANALYST, Role.OPERATOR, Role.SENIOR_OPERATOR, Role.ADMIN)) {
      people.put("script " + role, desk.script(administrator, role));
    }
    Person stranger = desk.person(Role.ADMIN);
    Map<String, String> strangers = belongings(stranger);
    rememberWhatIsShared();
    visitors.add(new Visitor("nobody", null, null, Map.of(), Map.of()));
    Map<UUID, Map<String, String>> known = new HashMap<>();
    for (Map.Entry<String, Person> one : people.entrySet()) {
      Person person = one.getValue();
      Map<String, String> own =
          known.containsKey(person.id())
              ? Objects.requireNonNull(known.get(person.id()))
              : belongings(person);
      known.put(person.id(), own);
      if (!person.role().includes(Role.OPERATOR)) {
        own = new HashMap<>(own);
        own.keySet().removeAll(Set.of("ContractConversation", "ContractMessage"));
      }
      visitors.add(new Visitor(one.getKey(), person.role(), person.token(), own, strangers));
    }
    customers();
  }

  private void customers() throws IOException, SQLException {
    CustomerLife mara = CustomerLife.live(this, "mara-" + mark);
    CustomerLife ines = CustomerLife.live(this, "ines-" + mark);
    visitors.add(new Visitor("CUSTOMER", Role.CUSTOMER, mara.token(), mara.own(), ines.own()));
    visitors.add(
        new Visitor("other CUSTOMER", Role.CUSTOMER, ines.token(), ines.own(), mara.own()));
  }

  /** What belongs to one person at the desk alone. */
  private Map<String, String> belongings(Person person) throws IOException, SQLException {
    Map<String, String> own = new HashMap<>();
    desk.script(person, Role.ANALYST);
    own.put(
        "AccessToken",
        rows.text(
            "SELECT id FROM access_token WHERE operator_id = ? ORDER BY id DESC", person.id()));
    own.put("Session", anotherSession(person.id()));
    if (person.role().includes(Role.OPERATOR)) {
      JsonNode asked =
          change(
              person.token(),
              "askContract",
              "conversation { id } question { id }",
              Map.of("contractId", contract, "message", "What is the cancellation fee?"));
      own.put("ContractConversation", asked.at("/conversation/id").asText());
      own.put("ContractMessage", asked.at("/question/id").asText());
    }
    return own;
  }

  /** A session of the person beside the one that is used. */
  String anotherSession(UUID personId) throws SQLException {
    return rows.text(
        """
        INSERT INTO session SELECT (jsonb_populate_record(s, jsonb_build_object('id', uuidv7()))).*
        FROM session s WHERE person_id = ? LIMIT 1 RETURNING id
        """,
        personId);
  }

  private void rememberWhatIsShared() throws SQLException {
    Map<String, String> tables =
        Map.ofEntries(
            Map.entry("Recommendation", "recommendation"),
            Map.entry("Flag", "flag"),
            Map.entry("Note", "note"),
            Map.entry("Delivery", "delivery"),
            Map.entry("DecisionTrace", "decision_trace"),
            Map.entry("AuditEntry", "audit_entry"),
            Map.entry("PersonaAssignment", "persona_assignment"),
            Map.entry("PersonaTransition", "persona_transition"),
            Map.entry("Job", "job"),
            Map.entry("Extraction", "extraction"),
            Map.entry("RefundQuote", "refund_quote"),
            Map.entry("Contract", "contract"));
    for (Map.Entry<String, String> table : tables.entrySet()) {
      shared.put(table.getKey(), rows.text("SELECT id FROM " + table.getValue() + " LIMIT 1"));
    }
    shared.put("User", user);
    shared.put("Operator", desk.administrator().id().toString());
  }

  /** Calls a mutation that must succeed; its payload. */
  JsonNode change(String token, String mutation, String fields, Map<String, ?> input)
      throws IOException {
    String type =
        mutation.equals("addTag")
            ? "Tag"
            : Character.toUpperCase(mutation.charAt(0)) + mutation.substring(1);
    String document =
        "mutation($input: %sInput!) { %s(input: $input) { %s userErrors { code message path } } }"
            .formatted(type, mutation, fields);
    try (Caller caller = new Caller(server, token)) {
      return caller.ask(document, Map.of("input", input)).done();
    } catch (IllegalStateException refused) {
      throw new IllegalStateException(mutation + " " + input, refused);
    }
  }

  URI server() {
    return server;
  }

  private static String bankData() throws IOException {
    String file = "/demo/plaid/transactions_checking+savings_custom_user.json";
    try (InputStream text = World.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
