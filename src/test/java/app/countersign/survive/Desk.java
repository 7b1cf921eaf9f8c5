package app.countersign.survive;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.recommendation.Content;
import app.countersign.testing.process.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The desk of one database: people who sign in at a server, their scripts, and items. */
final class Desk {
  /** Who all items are about; has consented to everything. */
  static final String USER = "survivor";

  private static final GuardrailResult PASSED =
      new GuardrailResult(GuardrailCheck.PASSED, GuardrailCheck.PASSED, GuardrailCheck.PASSED);
  private static final Content CONTENT =
      new Content("credit-utilization", "https://example.org/a", 5, null, null);
  private static final String SIGN_IN =
      """
      mutation($input: SignInInput!) { signIn(input: $input) {
        session { accessToken operator { id name } } userErrors { code message } } }
      """;
  private static final String CREATE_OPERATOR =
      """
      mutation($input: CreateOperatorInput!) { createOperator(input: $input) {
        operator { id name } userErrors { code message } } }
      """;
  private static final String CREATE_TOKEN =
      """
      mutation($input: CreateAccessTokenInput!) { createAccessToken(input: $input) {
        secret userErrors { code message } } }
      """;
  private static final String USERS =
      """
      WITH made AS (INSERT INTO app_user (id, created_at) VALUES (?, now()) ON CONFLICT DO NOTHING
        RETURNING id)
      INSERT INTO consent (user_id, kind, granted, text_version, changed_at)
        SELECT id, unnest(ARRAY['DATA_ANALYSIS', 'RECOMMENDATIONS', 'PARTNER_OFFERS']), true, '1',
          now() FROM made
      """;
  private static final String ITEMS =
      """
      INSERT INTO recommendation (id, user_id, source, persona_primary, type, title, rationale,
        disclaimer, priority, status, content_id, content, guardrails, guardrails_passed,
        pending_since, generated_at, created_at, updated_at)
      SELECT md5(? || ' ' || number)::uuid, ?, ?, 'HIGH_UTILIZATION', 'ARTICLE',
        'How a card''s utilization works, part ' || number,
        'Your card is at ' || number % 100 || ' % of its limit, because its balance is $' || number
          || ' of what it may be at most.',
        'Education, not advice.', (ARRAY['HIGH', 'MEDIUM', 'LOW'])[1 + number % 3], 'PENDING',
        CAST(? AS jsonb) ->> 'id', CAST(? AS jsonb), CAST(? AS jsonb), true,
        clock.at, clock.at, clock.at, clock.at
      FROM generate_series(1, ?) number, (SELECT clock_timestamp() AS at OFFSET 0) clock
      ORDER BY number RETURNING id
      """;
  private static final String ENTRIES =
      """
      INSERT INTO audit_entry (id, subject_type, subject_id, action, actor_id, actor_name, at,
        recommendation_id, user_id, after)
      SELECT uuidv7(), 'Recommendation', id::text, 'CREATE', ?, 'Survive', created_at, id, user_id,
        jsonb_build_object('status', status, 'version', version, 'source', source, 'type', type,
          'contentId', content_id, 'priority', priority, 'title', title, 'rationale', rationale,
          'guardrailsPassed', guardrails_passed)
      FROM recommendation r WHERE source = ? ORDER BY r.id
      """;

  private final Stage stage;
  private final String database;
  private final URI server;
  private final Person administrator;

  private Desk(Stage stage, String database, URI server) throws IOException, SQLException {
    stage.awaitAdministrator(database);
    this.stage = stage;
    this.database = database;
    this.server = server;
    this.administrator = signIn(Stage.ADMINISTRATOR, Role.ADMIN);
  }

  /** The desk of a database that this server serves. */
  static Desk open(Stage stage, String database, URI server) throws IOException, SQLException {
    return new Desk(stage, database, server);
  }

  /** Somebody who acts: a person who signed in, or a script of one. */
  record Person(UUID id, String name, Role role, String token) {}

  Person administrator() {
    return administrator;
  }

  /** A new operator who signed in; good for each server of the database. */
  Person person(Role role) throws IOException {
    String name =
        role.name().charAt(0) + role.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    String email = UUID.randomUUID() + "@survive.example";
    Map<String, Object> input =
        Map.of("email", email, "name", name, "role", role, "password", Stage.PASSWORD);
    call(administrator, CREATE_OPERATOR, input);
    return signIn(email, role);
  }

  /** As many new operators of a role. */
  List<Person> people(Role role, int count) throws IOException {
    List<Person> people = new ArrayList<>();
    while (people.size() < count) {
      people.add(person(role));
    }
    return people;
  }

  /** A script of a person, who acts under the person's id. */
  Person script(Person of, Role role) throws IOException {
    JsonNode made = call(of, CREATE_TOKEN, Map.of("name", "a script", "role", role));
    return new Person(of.id(), of.name(), role, made.path("secret").textValue());
  }

  /**
   * New pending items with their audit entries, as the pipeline would bring them; their ids are the
   * same for the same source.
   *
   * @param source tells them from others; used once
   */
  List<UUID> items(String source, int count) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = stage.cluster().connect(database)) {
      connection.setAutoCommit(false);
      run(connection, USERS, USER);
      String content = Json.write(CONTENT);
      try (PreparedStatement items = connection.prepareStatement(ITEMS)) {
        bind(items, source, USER, source, content, content, Json.write(PASSED), count);
        try (ResultSet made = items.executeQuery()) {
          while (made.next()) {
            ids.add(made.getObject(1, UUID.class));
          }
        }
      }
      run(connection, ENTRIES, Actor.SYSTEM_ID, source);
      connection.commit();
    }
    return ids;
  }

  private Person signIn(String email, Role role) throws IOException {
    try (Caller nobody = new Caller(server, null)) {
      Map<String, Object> input = Map.of("email", email, "password", Stage.PASSWORD);
      JsonNode session = nobody.ask(SIGN_IN, Map.of("input", input)).done().path("session");
      JsonNode operator = session.path("operator");
      return new Person(
          UUID.fromString(operator.path("id").textValue()),
          operator.path("name").textValue(),
          role,
          session.path("accessToken").textValue());
    }
  }

  private JsonNode call(Person person, String document, Map<String, Object> input)
      throws IOException {
    try (Caller caller = new Caller(server, person.token())) {
      return caller.ask(document, Map.of("input", input)).done();
    }
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
  }
}
