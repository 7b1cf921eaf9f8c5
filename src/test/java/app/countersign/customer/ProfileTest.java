package app.countersign.customer;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.identity.Operator;
import app.countersign.identity.TestClock;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.web.GraphiqlSessions;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CustomerTest
class ProfileTest {
  private static final String UPDATE =
      """
      mutation ($input: UpdateProfileInput!) {
        updateProfile(input: $input) {
          customer { name timeZone version }
          userErrors { code path currentVersion }
        }
      }
      """;

  @Inject Newcomers newcomers;
  @Inject Api api;
  @Inject TestClock clock;
  @Inject Sql sql;
  @Inject GraphiqlSessions page;

  @Test
  void whatIsOmittedStaysAndTheVersionGrowsWithEachChange() {
    Newcomer person = newcomers.verified();
    String token = newcomers.signedIn(person);

    Answer zone = api.call(token, UPDATE, Map.of("timeZone", "Europe/Berlin"));
    Answer name = api.call(token, UPDATE, Map.of("name", "  Zelda Neu ", "expectedVersion", 3));
    Answer same = api.call(token, UPDATE, Map.of("name", "Zelda Neu"));
    Answer stale = api.call(token, UPDATE, Map.of("name", "Other", "expectedVersion", 3));

    assertThat(zone.data("updateProfile.customer"))
        .hasToString(
            "{\"name\":\"%s\",\"timeZone\":\"Europe/Berlin\",\"version\":3}"
                .formatted(person.name()));
    assertThat(name.data("updateProfile.customer"))
        .hasToString("{\"name\":\"Zelda Neu\",\"timeZone\":\"Europe/Berlin\",\"version\":4}");
    assertThat(same.data("updateProfile.customer")).isEqualTo(name.data("updateProfile.customer"));
    assertThat(stale.data("updateProfile").toString())
        .isEqualTo(
            """
            {"customer":null,"userErrors":[{"code":"STALE_VERSION",\
            "path":["input","expectedVersion"],"currentVersion":4}]}\
            """);
    assertThat(api.query(token, "{ viewer { name } }").data("viewer.name").asText())
        .isEqualTo("Zelda Neu");
    assertThat(record(newcomers.id(person)))
        .containsExactly(
            "SIGN_UP null -> {\"isEmailVerified\": false}",
            "VERIFY_EMAIL {\"isEmailVerified\": false} -> {\"isEmailVerified\": true}",
            "UPDATE {\"version\": 2} -> {\"changed\": [\"timeZone\"], \"version\": 3}",
            "UPDATE {\"version\": 3} -> {\"changed\": [\"name\"], \"version\": 4}");
  }

  @Test
  void aKeyMakesTheFirstAnswerComeAgain() {
    String token = newcomers.signedIn(newcomers.verified());
    Map<String, Object> input = Map.of("name", "Zelda Key", "idempotencyKey", "k");

    Answer first = api.call(token, UPDATE, input);
    api.call(token, UPDATE, Map.of("name", "Zelda After"));
    Answer again = api.call(token, UPDATE, input);

    assertThat(again.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource({"name, ' '", "timeZone, Mars/Base"})
  void whatDoesNotFitIsRefused(String field, String value) {
    String token = newcomers.signedIn(newcomers.verified());

    assertThat(api.call(token, UPDATE, Map.of(field, value)).refused("updateProfile"))
        .containsExactly("INVALID_INPUT input." + field);
  }

  @Test
  void onboardingGoesForwardOnly() {
    String token = newcomers.signedIn(newcomers.verified());
    String done = newcomers.signedIn(newcomers.verified());

    assertThat(onboarding(token, "INCOMPLETE")).isEqualTo("ILLEGAL_TRANSITION INCOMPLETE");
    assertThat(onboarding(token, "SKIPPED")).isEqualTo("SKIPPED");
    assertThat(onboarding(token, "SKIPPED")).isEqualTo("ILLEGAL_TRANSITION SKIPPED");
    assertThat(onboarding(token, "INCOMPLETE")).isEqualTo("ILLEGAL_TRANSITION SKIPPED");
    assertThat(onboarding(token, "COMPLETE")).isEqualTo("COMPLETE");
    assertThat(onboarding(token, "SKIPPED")).isEqualTo("ILLEGAL_TRANSITION COMPLETE");
    assertThat(onboarding(done, "COMPLETE")).isEqualTo("COMPLETE");
    assertThat(onboarding(done, "COMPLETE")).isEqualTo("ILLEGAL_TRANSITION COMPLETE");
  }

  @Test
  void ofManyWhoFinishAtOnceOneDoes() throws Exception {
    String token = newcomers.signedIn(newcomers.verified());

    List<String> answers = AtOnce.run(5, () -> onboarding(token, "COMPLETE"));

    assertThat(answers).filteredOn("COMPLETE"::equals).hasSize(1);
    assertThat(answers).filteredOn("ILLEGAL_TRANSITION COMPLETE"::equals).hasSize(4);
  }

  @Test
  void onesSessionsAreListedAndEnded() {
    Newcomer person = newcomers.verified();
    String first = newcomers.signedIn(person);
    clock.advance(Duration.ofSeconds(1));
    String second = newcomers.signedIn(person);
    String stranger = newcomers.signedIn(newcomers.verified());
    String query = "{ sessions { totalCount nodes { id isCurrent startedAt expiresAt } } }";

    JsonNode listed = api.query(second, query).data("sessions");
    JsonNode current =
        api.query(
                first,
                "{ session { id isToken startedAt expiresAt operator { id } customer { email } } }")
            .data("session");
    String older = listed.at("/nodes/1/id").asText();
    Answer strangers = revoke(stranger, older);
    Answer ended = revoke(second, older);
    Answer again = revoke(second, older);

    assertThat(listed.path("totalCount").asInt()).isEqualTo(2);
    assertThat(listed.at("/nodes/0/isCurrent").asBoolean()).isTrue();
    assertThat(listed.at("/nodes/1/isCurrent").asBoolean()).isFalse();
    assertThat(current.path("id").asText()).isEqualTo(older);
    assertThat(current.path("startedAt").asText())
        .isEqualTo(clock.instant().minusSeconds(1).toString());
    assertThat(current.path("expiresAt").asText())
        .isEqualTo(clock.instant().minusSeconds(1).plus(Duration.ofHours(12)).toString());
    assertThat(current.path("isToken").asBoolean()).isFalse();
    assertThat(current.path("operator").isNull()).isTrue();
    assertThat(current.at("/customer/email").asText()).isEqualTo(person.email());
    assertThat(strangers.refused("revokeSession")).containsExactly("NOT_FOUND input.sessionId");
    assertThat(ended.data("revokeSession.session.endedAt").asText())
        .isEqualTo(clock.instant().toString());
    assertThat(again.body()).isEqualTo(ended.body());
    assertThat(api.query(first, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(api.query(second, query).data("sessions.totalCount").asInt()).isEqualTo(1);
  }

  @Test
  void noOperatorIsMadeACustomerAndNoCustomerAnOperator() {
    String admin = api.signedIn(api.someone(Role.ADMIN));
    Newcomer person = newcomers.verified();
    UUID id = newcomers.id(person);

    assertThat(
            api.call(
                    admin,
                    "mutation ($input: CreateOperatorInput!) { createOperator(input: $input) {"
                        + " userErrors { code path } } }",
                    Map.of(
                        "email",
                        "wanted@example.com",
                        "name",
                        "Wanted",
                        "role",
                        "CUSTOMER",
                        "password",
                        Api.PASSWORD))
                .refused("createOperator"))
        .containsExactly("INVALID_INPUT input.role");
    assertThat(updateOperator(admin, api.someone(Role.ANALYST).id(), "CUSTOMER"))
        .containsExactly("INVALID_INPUT input.role");
    assertThat(updateOperator(admin, id, "ADMIN")).containsExactly("NOT_FOUND input.operatorId");
    assertThat(
            api.query(admin, "{ operators(filter: {role: [CUSTOMER]}) { totalCount } }")
                .data("operators.totalCount")
                .asInt())
        .isZero();
    assertThat(api.query(admin, "{ node(id: \"%s\") { id } }".formatted(id)).data("node").isNull())
        .isTrue();
  }

  @Test
  void thePageIsTheDesksAlone() {
    Newcomer person = newcomers.verified();
    Operator analyst = api.someone(Role.ANALYST);

    assertThat(page.open(person.email(), Newcomers.PASSWORD, "192.0.2.1")).isEmpty();
    assertThat(page.open(analyst.email(), Api.PASSWORD, "192.0.2.1")).isPresent();
  }

  private List<String> updateOperator(String admin, UUID id, String role) {
    return api.call(
            admin,
            "mutation ($input: UpdateOperatorInput!) { updateOperator(input: $input) { userErrors {"
                + " code path } } }",
            Map.of("operatorId", id, "role", role))
        .refused("updateOperator");
  }

  private Answer revoke(String token, String id) {
    return api.call(
        token,
        """
        mutation ($input: RevokeSessionInput!) {
          revokeSession(input: $input) { session { id endedAt } userErrors { code path } }
        }
        """,
        Map.of("sessionId", id));
  }

  private String onboarding(String token, String status) {
    JsonNode payload =
        api.call(
                token,
                """
                mutation ($input: SetOnboardingStatusInput!) {
                  setOnboardingStatus(input: $input) {
                    customer { onboardingStatus }
                    userErrors { code currentStatus }
                  }
                }
                """,
                Map.of("status", status))
            .data("setOnboardingStatus");
    JsonNode error = payload.at("/userErrors/0");
    return error.isMissingNode()
        ? payload.at("/customer/onboardingStatus").asText()
        : error.path("code").asText() + " " + error.path("currentStatus").asText();
  }

  private List<String> record(UUID id) {
    return sql.list(
        """
        SELECT action || ' ' || coalesce(before::text, 'null') || ' -> ' || after::text AS entry
        FROM audit_entry WHERE subject_type = 'Customer' AND subject_id = ? ORDER BY sequence
        """,
        row -> Rows.text(row, "entry"),
        id.toString());
  }
}
