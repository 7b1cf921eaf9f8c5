package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@IdentityTest
class OperatorsApiTest {
  private static final String CREATE =
      """
      mutation ($input: CreateOperatorInput!) {
        createOperator(input: $input) {
          operator { id name email role isActive version createdAt }
          userErrors { code path message }
        }
      }
      """;
  private static final String UPDATE =
      """
      mutation ($input: UpdateOperatorInput!) {
        updateOperator(input: $input) {
          operator { id role isActive version }
          userErrors { code path currentVersion }
        }
      }
      """;
  private static final String OPERATORS =
      "{ operators(first: 100) { nodes { id name email } totalCount } }";

  private final Api api;
  private final AuditEntries audit;
  private final OperatorChanges changes;
  private final Operators operators;
  private final TestClock clock;

  OperatorsApiTest(
      Api api, AuditEntries audit, OperatorChanges changes, Operators operators, TestClock clock) {
    this.api = api;
    this.audit = audit;
    this.changes = changes;
    this.operators = operators;
    this.clock = clock;
  }

  @Test
  void operatorsAreListedByRoleAndWhetherTheyMaySignIn() {
    Operator admin = api.someone(Role.ADMIN);
    Operator clerk = api.someone(Role.OPERATOR);
    String token = api.signedIn(admin);
    String list = "{ operators(first: 100, filter: %s) { nodes { id role isActive } } }";

    JsonNode clerks = api.query(token, list.formatted("{role: [OPERATOR]}")).data("operators");
    JsonNode nobody = api.query(token, list.formatted("{role: []}")).data("operators");
    JsonNode active = api.query(token, list.formatted("{isActive: true}")).data("operators");

    assertThat(clerks.findValuesAsText("role")).isNotEmpty().containsOnly("OPERATOR");
    assertThat(clerks.findValuesAsText("id")).contains(clerk.id().toString());
    assertThat(nobody.path("nodes")).isEmpty();
    assertThat(active.findValuesAsText("isActive")).isNotEmpty().containsOnly("true");
  }

  @Test
  void theViewerIsNullForNobodyAndTheCallerOtherwise() {
    Operator senior = api.someone(Role.SENIOR_OPERATOR);
    String viewer = "{ viewer { id name role permissions isToken operator { id email version } } }";

    assertThat(api.query(null, viewer).data("viewer").isNull()).isTrue();

    JsonNode found = api.query(api.signedIn(senior), viewer).data("viewer");
    assertThat(found.path("id").asText()).isEqualTo(senior.id().toString());
    assertThat(found.path("name").asText()).isEqualTo(senior.name());
    assertThat(found.path("role").asText()).isEqualTo("SENIOR_OPERATOR");
    assertThat(found.path("isToken").asBoolean()).isFalse();
    assertThat(found.path("permissions"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "READ",
            "REVIEW",
            "FLAG",
            "ANNOTATE",
            "EXTRACT",
            "MODIFY",
            "BULK_APPROVE",
            "RESOLVE_FLAGS",
            "UNDO_FOR_OTHERS",
            "RUN_PIPELINE",
            "IMPORT_CONTRACTS");
    assertThat(found.at("/operator/id").asText()).isEqualTo(senior.id().toString());
    assertThat(found.at("/operator/email").asText()).isEqualTo(senior.email());
  }

  @Test
  void operatorsComeByNameAndShowAddressesToAdministratorsAndOneself() {
    Operator admin = api.someone(Role.ADMIN);
    Operator analyst = api.someone(Role.ANALYST);

    JsonNode seenByAdmin = api.query(api.signedIn(admin), OPERATORS).data("operators.nodes");
    JsonNode seenByAnalyst = api.query(api.signedIn(analyst), OPERATORS).data("operators.nodes");

    assertThat(seenByAdmin).extracting(node -> node.path("name").asText().toLowerCase()).isSorted();
    assertThat(email(seenByAdmin, analyst)).isEqualTo(analyst.email());
    assertThat(email(seenByAnalyst, analyst)).isEqualTo(analyst.email());
    assertThat(email(seenByAnalyst, admin)).isEqualTo("null");
  }

  @Test
  void nobodyReadsOperatorsWithoutSigningIn() {
    Answer answer = api.query(null, OPERATORS);

    assertThat(answer.errors()).containsExactly("UNAUTHENTICATED");
  }

  @Test
  void anOperatorIsANode() {
    Operator analyst = api.someone(Role.ANALYST);
    String node = "{ node(id: \"%s\") { id ... on Operator { name } } }";

    String token = api.signedIn(analyst);
    Answer found = api.query(token, node.formatted(analyst.id()));
    Answer missing = api.query(token, node.formatted(Ids.next()));

    assertThat(found.data("node.name").asText()).isEqualTo(analyst.name());
    assertThat(missing.data("node").isNull()).isTrue();
    assertThat(missing.errors()).isEmpty();
  }

  @Test
  void anAdministratorMakesAnAccountThatSignsIn() {
    Operator admin = api.someone(Role.ADMIN);

    Answer answer =
        api.call(api.signedIn(admin), CREATE, newcomer("  Grace@Example.COM ", "OPERATOR"));

    JsonNode made = answer.data("createOperator.operator");
    assertThat(answer.refusals("createOperator")).isEmpty();
    assertThat(made.path("email").asText()).isEqualTo("grace@example.com");
    assertThat(made.path("role").asText()).isEqualTo("OPERATOR");
    assertThat(made.path("version").asInt()).isEqualTo(1);
    assertThat(made.path("isActive").asBoolean()).isTrue();
    assertThat(made.path("createdAt").asText()).isEqualTo(clock.instant().toString());
    assertThat(audit.of("Operator", made.path("id").asText()))
        .containsExactly(
            "CREATE_OPERATOR by %s: null -> {\"role\": \"OPERATOR\", \"isActive\": true}"
                .formatted(admin.id()));
    Operator grace = operators.byIds(idsOf(made)).values().iterator().next();
    assertThat(api.session(grace).at("/operator/email").asText()).isEqualTo("grace@example.com");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ANALYST", "OPERATOR", "SENIOR_OPERATOR"})
  void othersMakeAndChangeNoAccounts(Role role) {
    Operator other = api.someone(role);
    Operator victim = api.someone(Role.ANALYST);
    String token = api.signedIn(other);

    Answer create = api.call(token, CREATE, newcomer("mallory@example.com", "ADMIN"));
    Answer update = api.call(token, UPDATE, Map.of("operatorId", victim.id(), "role", "ADMIN"));

    assertThat(create.errors()).containsExactly("FORBIDDEN");
    assertThat(update.errors()).containsExactly("FORBIDDEN");
    assertThat(operators.byIds(Set.of(victim.id()))).containsValue(victim);
  }

  @Test
  void nobodyMakesOrChangesAccountsWithoutSigningIn() {
    Operator victim = api.someone(Role.ANALYST);

    Answer create = api.call(null, CREATE, newcomer("mallory@example.com", "ADMIN"));
    Answer update = api.call(null, UPDATE, Map.of("operatorId", victim.id(), "role", "ADMIN"));

    assertThat(create.errors()).containsExactly("UNAUTHENTICATED");
    assertThat(update.errors()).containsExactly("UNAUTHENTICATED");
    assertThat(operators.byIds(Set.of(victim.id()))).containsValue(victim);
  }

  @Test
  void anAddressIsTakenOnce() {
    Operator admin = api.someone(Role.ADMIN);

    Answer answer =
        api.call(api.signedIn(admin), CREATE, newcomer(admin.email().toUpperCase(), "ANALYST"));

    assertThat(answer.refusals("createOperator")).containsExactly("ALREADY_EXISTS");
    assertThat(answer.data("createOperator.userErrors.0.path"))
        .extracting(JsonNode::asText)
        .containsExactly("input", "email");
    assertThat(answer.data("createOperator.operator").isNull()).isTrue();
  }

  @Test
  void everythingThatDoesNotFitIsToldAtOnce() {
    String token = api.signedIn(api.someone(Role.ADMIN));

    Answer answer =
        api.call(
            token,
            CREATE,
            Map.of("email", "nowhere", "name", " ", "role", "ANALYST", "password", "elevenchars"));

    assertThat(answer.refusals("createOperator"))
        .containsExactly("INVALID_INPUT", "INVALID_INPUT", "INVALID_INPUT");
    assertThat(answer.data("createOperator.userErrors"))
        .extracting(error -> error.at("/path/1").asText())
        .containsExactly("email", "name", "password");
  }

  @Test
  void theSameKeyMakesOneAccount() {
    String token = api.signedIn(api.someone(Role.ADMIN));
    Map<String, Object> input = new HashMap<>(newcomer("once@example.com", "ANALYST"));
    input.put("idempotencyKey", "key-1");

    Answer first = api.call(token, CREATE, input);
    Answer again = api.call(token, CREATE, input);
    input.put("name", "Somebody Else");
    Answer other = api.call(token, CREATE, input);

    assertThat(first.refusals("createOperator")).isEmpty();
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.refusals("createOperator")).containsExactly("KEY_REUSED");
  }

  @Test
  void aNewRoleHoldsAtOnceForSessionsThatAreOpen() {
    Operator admin = api.someone(Role.ADMIN);
    Operator analyst = api.someone(Role.ANALYST);
    String token = api.signedIn(analyst);
    assertThat(api.query(token, "{ viewer { role } }").data("viewer.role").asText())
        .isEqualTo("ANALYST");

    Answer answer =
        api.call(
            api.signedIn(admin),
            UPDATE,
            Map.of("operatorId", analyst.id(), "role", "OPERATOR", "expectedVersion", 1));

    assertThat(answer.data("updateOperator.operator.role").asText()).isEqualTo("OPERATOR");
    assertThat(answer.data("updateOperator.operator.version").asInt()).isEqualTo(2);
    assertThat(api.query(token, "{ viewer { role } }").data("viewer.role").asText())
        .isEqualTo("OPERATOR");
    assertThat(audit.of("Operator", analyst.id().toString()))
        .endsWith(
            ("UPDATE_OPERATOR by %s: {\"role\": \"ANALYST\", \"isActive\": true} -> "
                    + "{\"role\": \"OPERATOR\", \"isActive\": true, \"isPasswordNew\": false}")
                .formatted(admin.id()));
  }

  @Test
  void aStaleVersionIsRefusedAndToldTheCurrentOne() {
    Operator analyst = api.someone(Role.ANALYST);
    String token = api.signedIn(api.someone(Role.ADMIN));

    Answer answer =
        api.call(
            token,
            UPDATE,
            Map.of("operatorId", analyst.id(), "role", "OPERATOR", "expectedVersion", 7));

    assertThat(answer.refusals("updateOperator")).containsExactly("STALE_VERSION");
    assertThat(answer.data("updateOperator.userErrors.0.currentVersion").asInt()).isEqualTo(1);
    assertThat(operators.byIds(Set.of(analyst.id()))).containsValue(analyst);
  }

  @Test
  void anUnknownOperatorIsNotFound() {
    String token = api.signedIn(api.someone(Role.ADMIN));

    Answer unknown = api.call(token, UPDATE, Map.of("operatorId", Ids.next(), "role", "ANALYST"));
    Answer malformed = api.call(token, UPDATE, Map.of("operatorId", "nobody", "role", "ANALYST"));

    assertThat(unknown.refusals("updateOperator")).containsExactly("NOT_FOUND");
    assertThat(malformed.refusals("updateOperator")).containsExactly("NOT_FOUND");
  }

  @Test
  void askingForWhatIsAlreadySoChangesNothing() {
    Operator analyst = api.someone(Role.ANALYST);
    String token = api.signedIn(api.someone(Role.ADMIN));

    Answer answer =
        api.call(
            token, UPDATE, Map.of("operatorId", analyst.id(), "role", "ANALYST", "isActive", true));

    assertThat(answer.data("updateOperator.operator.version").asInt()).isEqualTo(1);
    assertThat(audit.of("Operator", analyst.id().toString())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"role, OPERATOR", "isActive, false"})
  void nobodyDemotesOrDeactivatesThemselves(String field, String value) {
    Operator admin = api.someone(Role.ADMIN);
    Object wanted = field.equals("role") ? value : Boolean.valueOf(value);

    Answer answer =
        api.call(api.signedIn(admin), UPDATE, Map.of("operatorId", admin.id(), field, wanted));

    assertThat(answer.refusals("updateOperator")).containsExactly("NOT_ALLOWED");
    assertThat(answer.data("updateOperator.userErrors.0.path.1").asText()).isEqualTo(field);
    assertThat(operators.byIds(Set.of(admin.id()))).containsValue(admin);
  }

  @Test
  void deactivatingEndsSessionsAndTokensForGood() {
    String admin = api.signedIn(api.someone(Role.ADMIN));
    Operator person = api.someone(Role.OPERATOR);
    JsonNode session = api.session(person);
    String token = session.path("accessToken").asText();
    String secret = AccessTokensApiTest.made(api, token, "ANALYST").path("secret").asText();
    assertThat(api.query(secret, "{ viewer { id } }").status()).isEqualTo(200);

    api.call(admin, UPDATE, Map.of("operatorId", person.id(), "isActive", false));

    assertThat(api.query(token, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(api.query(secret, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(api.session(person).isNull()).isTrue();

    api.call(admin, UPDATE, Map.of("operatorId", person.id(), "isActive", true));

    assertThat(api.query(token, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(api.query(secret, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(SessionsApiTest.refresh(api, session).refusals("refreshSession"))
        .containsExactly("SESSION_EXPIRED");
    assertThat(api.session(person).path("accessToken").asText()).isNotEmpty();
  }

  @Test
  void aNewPasswordEndsSessionsKeepsTokensAndOpensALock() {
    String admin = api.signedIn(api.someone(Role.ADMIN));
    Operator person = api.someone(Role.OPERATOR);
    String token = api.signedIn(person);
    String secret = AccessTokensApiTest.made(api, token, "ANALYST").path("secret").asText();
    for (int failure = 0; failure < 5; failure++) {
      SessionsApiTest.signIn(api, person.email(), "wrong");
    }

    api.call(
        admin, UPDATE, Map.of("operatorId", person.id(), "password", "a new password of hers"));

    assertThat(api.query(token, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(api.query(secret, "{ viewer { id } }").status()).isEqualTo(200);
    assertThat(SessionsApiTest.signIn(api, person.email(), Api.PASSWORD).refusals("signIn"))
        .containsExactly("SIGN_IN_FAILED");
    assertThat(
            SessionsApiTest.signIn(api, person.email(), "a new password of hers")
                .refusals("signIn"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"11, INVALID_INPUT", "12, ''", "200, ''", "201, INVALID_INPUT"})
  void aPasswordHasTwelveToTwoHundredCharacters(int length, String code) {
    String admin = api.signedIn(api.someone(Role.ADMIN));
    Operator person = api.someone(Role.ANALYST);

    Answer answer =
        api.call(admin, UPDATE, Map.of("operatorId", person.id(), "password", "x".repeat(length)));

    assertThat(String.join(",", answer.refusals("updateOperator"))).isEqualTo(code);
  }

  @Test
  void twoAdministratorsWhoDemoteEachOtherAtOnceLeaveOne() throws Exception {
    for (int round = 0; round < 5; round++) {
      Operator one = api.someone(Role.ADMIN);
      Operator other = api.someone(Role.ADMIN);
      List<UserErrorCode> refusals =
          AtOnce.run(List.of(() -> demote(one, other), () -> demote(other, one)));

      List<Role> left =
          new ArrayList<>(operators.byIds(Set.of(one.id(), other.id())).values())
              .stream().map(Operator::role).toList();
      assertThat(left).containsExactlyInAnyOrder(Role.ADMIN, Role.ANALYST);
      assertThat(refusals).containsExactlyInAnyOrder(null, UserErrorCode.NOT_ALLOWED);
    }
  }

  private UserErrorCode demote(Operator by, Operator whom) {
    try {
      changes.update(
          new Actor(by.id(), by.name(), Role.ADMIN, Actor.Kind.PERSON, Ids.next()),
          new UpdateOperatorInput(whom.id(), Role.ANALYST, null, null, null, null));
      return null;
    } catch (RefusedException refusal) {
      return refusal.errors().getFirst().code();
    }
  }

  private static Map<String, Object> newcomer(String email, String role) {
    return Map.of("email", email, "name", "Grace", "role", role, "password", Api.PASSWORD);
  }

  private static Set<UUID> idsOf(JsonNode node) {
    return Set.of(UUID.fromString(node.path("id").asText()));
  }

  private static String email(JsonNode operators, Operator operator) {
    for (JsonNode node : operators) {
      if (node.path("id").asText().equals(operator.id().toString())) {
        return node.path("email").asText();
      }
    }
    throw new AssertionError("not in the list");
  }
}
