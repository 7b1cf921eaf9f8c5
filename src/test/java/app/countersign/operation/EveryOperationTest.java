package app.countersign.operation;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.identity.Operators;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.socket.TestSocket;
import app.countersign.testing.operation.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may use each operation, for every operation the schema has: a caller below the role is
 * refused with the right code and nothing changes, one with the role is not refused for it. An
 * operation that is added later is tested without a line here.
 */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "every_operation")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {
  private static final String PASSWORD = "correct horse battery";
  private static final Duration A_WHILE = Duration.ofSeconds(1);
  private static final String NOBODY = "01a00000-0000-7000-8000-000000000000";
  private static final Samples.Place NOWHERE = new Samples.Place(List.of());

  @Inject EmbeddedServer server;
  @Inject GraphQLSchema schema;
  @Inject Operators operators;
  @Inject Sql sql;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  @BeforeAll
  void signEverybodyIn() throws Exception {
    for (Role role : Role.values()) {
      String email = role.name().toLowerCase(Locale.ROOT) + "@example.com";
      operators.createIfAbsent(Actor.system("test"), email, "A " + role, role, PASSWORD);
      JsonNode answer =
          call(
              null,
              "mutation { signIn(input: {email: \"%s\", password: \"%s\"}) { session { accessToken } } }"
                  .formatted(email, PASSWORD));
      tokens.put(role, answer.at("/data/signIn/session/accessToken").asText());
    }
  }

  @TestFactory
  Stream<DynamicTest> anonymousCallersAreRefusedAndNothingChanges() {
    return operations()
        .filter(operation -> operation.role() != null)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(), () -> refused(operation, null, "UNAUTHENTICATED")));
  }

  @TestFactory
  Stream<DynamicTest> callersBelowTheRoleAreRefusedAndNothingChanges() {
    return operations()
        .filter(operation -> operation.role() != null && operation.role() != Role.ANALYST)
        .flatMap(
            operation ->
                Stream.of(Role.values())
                    .filter(role -> !role.includes(operation.demanded()))
                    .map(
                        role ->
                            DynamicTest.dynamicTest(
                                operation.name() + " as " + role,
                                () -> refused(operation, tokens.get(role), "FORBIDDEN"))));
  }

  @TestFactory
  Stream<DynamicTest> callersWithTheRoleAreNotRefusedForIt() {
    return operations()
        .filter(operation -> operation.role() != null)
        // Signing out would end the session that the other tests use.
        .filter(operation -> !operation.name().equals("signOut"))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(),
                    () -> {
                      JsonNode answer = answer(tokens.get(operation.demanded()), operation);

                      assertThat(answer.path("errors").findValuesAsText("code"))
                          .as(answer.toString())
                          .doesNotContain(
                              "UNAUTHENTICATED",
                              "FORBIDDEN",
                              "INTERNAL",
                              "UNAVAILABLE",
                              "GRAPHQL_VALIDATION_FAILED");
                    }));
  }

  private void refused(Operation operation, @Nullable String token, String code) throws Exception {
    long entries = auditEntries();

    JsonNode answer = answer(token, operation);

    assertThat(answer.path("errors").findValuesAsText("code"))
        .as(answer.toString())
        .containsExactly(code);
    assertThat(
            answer.at("/data/" + operation.name()).isMissingNode()
                || answer.at("/data/" + operation.name()).isNull())
        .isTrue();
    assertThat(auditEntries()).isEqualTo(entries);
  }

  private long auditEntries() {
    return Objects.requireNonNull(
        sql.first("SELECT count(*) AS n FROM audit_entry", row -> Rows.longInteger(row, "n")));
  }

  private record Operation(String kind, String name, @Nullable Role role, String text) {
    Role demanded() {
      return Objects.requireNonNull(role);
    }
  }

  private Stream<Operation> operations() {
    return Stream.of(
            operations("query", schema.getQueryType()),
            operations("mutation", schema.getMutationType()),
            operations("subscription", schema.getSubscriptionType()))
        .flatMap(all -> all);
  }

  private Stream<Operation> operations(String kind, @Nullable GraphQLObjectType root) {
    return root == null
        ? Stream.of()
        : root.getFieldDefinitions().stream().map(field -> operation(kind, field));
  }

  private Operation operation(String kind, GraphQLFieldDefinition field) {
    var requires = field.getAppliedDirective("requires");
    Role role =
        requires == null
            ? null
            : Role.valueOf(String.valueOf((Object) requires.getArgument("role").getValue()));
    String arguments = Samples.arguments(field, NOWHERE, path -> NOBODY);
    boolean isLeaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
    return new Operation(
        kind,
        field.getName(),
        role,
        "%s { %s%s%s }"
            .formatted(kind, field.getName(), arguments, isLeaf ? "" : " { __typename }"));
  }

  private JsonNode answer(@Nullable String token, Operation operation) throws Exception {
    return operation.kind().equals("subscription")
        ? subscribe(token, operation.text())
        : call(token, operation.text());
  }

  /** The errors that a subscription ends with; nothing when it goes on. */
  private JsonNode subscribe(@Nullable String token, String text) {
    try (TestSocket socket = TestSocket.ready(server.getURI(), token == null ? "" : token)) {
      socket.subscribe("1", text);
      JsonNode message = socket.poll(A_WHILE);
      boolean isRefused = message != null && message.path("type").asText().equals("error");
      ObjectNode answer = Json.mapper().createObjectNode();
      return isRefused ? answer.set("errors", message.path("payload")) : answer;
    }
  }

  private JsonNode call(@Nullable String token, String text) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("query", text))));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return Json.mapper()
        .readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }
}
