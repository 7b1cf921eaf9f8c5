package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@IdentityTest
class AccessTokensApiTest {
  private static final String CREATE =
      """
      mutation ($input: CreateAccessTokenInput!) {
        createAccessToken(input: $input) {
          accessToken {
            id name role createdAt expiresAt revokedAt lastUsedAt operator { id }
          }
          secret
          userErrors { code path }
        }
      }
      """;
  private static final String REVOKE =
      """
      mutation ($input: RevokeAccessTokenInput!) {
        revokeAccessToken(input: $input) {
          accessToken { id revokedAt }
          userErrors { code path }
        }
      }
      """;
  private static final String LIST =
      """
      query ($everybody: Boolean) {
        accessTokens(everybody: $everybody, first: 100) {
          nodes { id name lastUsedAt operator { id } }
          totalCount
        }
      }
      """;
  private static final String VIEWER = "{ viewer { id role isToken } }";

  private final Api api;
  private final AuditEntries audit;
  private final PersonRepository operators;
  private final TestClock clock;

  AccessTokensApiTest(Api api, AuditEntries audit, PersonRepository operators, TestClock clock) {
    this.api = api;
    this.audit = audit;
    this.operators = operators;
    this.clock = clock;
  }

  static JsonNode made(Api api, String token, String role) {
    return api.call(token, CREATE, Map.of("name", "nightly", "role", role))
        .data("createAccessToken");
  }

  @Test
  void aTokenActsForItsOwnerWithTheLesserRole() {
    Operator senior = api.someone(Role.SENIOR_OPERATOR);

    JsonNode made = made(api, api.signedIn(senior), "OPERATOR");

    assertThat(made.path("secret").asText()).matches("csk_[A-Za-z0-9_-]{43}");
    JsonNode viewer = api.query(made.path("secret").asText(), VIEWER).data("viewer");
    assertThat(viewer.path("id").asText()).isEqualTo(senior.id().toString());
    assertThat(viewer.path("role").asText()).isEqualTo("OPERATOR");
    assertThat(viewer.path("isToken").asBoolean()).isTrue();
    String id = made.at("/accessToken/id").asText();
    assertThat(made.at("/accessToken/operator/id").asText()).isEqualTo(senior.id().toString());
    assertThat(audit.of("AccessToken", id))
        .singleElement()
        .asString()
        .startsWith("CREATE_TOKEN by " + senior.id())
        .contains("\"role\": \"OPERATOR\"")
        .doesNotContain(made.path("secret").asText());
  }

  @Test
  void aTokenLosesWhatItsOwnerLoses() {
    Operator senior = api.someone(Role.SENIOR_OPERATOR);
    String secret = made(api, api.signedIn(senior), "SENIOR_OPERATOR").path("secret").asText();

    operators.update(senior.id(), 1, Role.ANALYST, true, null);

    assertThat(api.query(secret, VIEWER).data("viewer.role").asText()).isEqualTo("ANALYST");
  }

  @Test
  void aTokenMayNotDoMoreThanItsMaker() {
    String token = api.signedIn(api.someone(Role.OPERATOR));

    Answer answer = api.call(token, CREATE, Map.of("name", "nightly", "role", "SENIOR_OPERATOR"));

    assertThat(answer.refusals("createAccessToken")).containsExactly("NOT_ALLOWED");
    assertThat(answer.data("createAccessToken.userErrors.0.path.1").asText()).isEqualTo("role");
    assertThat(list(token, false).path("totalCount").asInt()).isZero();
  }

  @Test
  void aScriptMakesNoTokens() {
    String token = api.signedIn(api.someone(Role.ADMIN));
    String secret = made(api, token, "ADMIN").path("secret").asText();

    Answer answer = api.call(secret, CREATE, Map.of("name", "offspring", "role", "ANALYST"));

    assertThat(answer.refusals("createAccessToken")).containsExactly("NOT_ALLOWED");
    assertThat(list(token, false).path("totalCount").asInt()).isEqualTo(1);
  }

  @Test
  void nobodyMakesSeesOrRevokesTokensWithoutSigningIn() {
    assertThat(api.call(null, CREATE, Map.of("name", "x", "role", "ANALYST")).errors())
        .containsExactly("UNAUTHENTICATED");
    assertThat(api.send(null, LIST, Map.of()).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.call(null, REVOKE, Map.of("accessTokenId", Ids.next())).errors())
        .containsExactly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @CsvSource({"0, INVALID_INPUT", "1, ''", "365, ''", "366, INVALID_INPUT"})
  void aTokenWorksOneToThreeHundredAndSixtyFiveDays(int days, String code) {
    String token = api.signedIn(api.someone(Role.ANALYST));

    Answer answer =
        api.call(
            token, CREATE, Map.of("name", "nightly", "role", "ANALYST", "expiresInDays", days));

    assertThat(String.join(",", answer.refusals("createAccessToken"))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"0, INVALID_INPUT", "1, ''", "100, ''", "101, INVALID_INPUT"})
  void aTokensNameHasOneToAHundredCharacters(int length, String code) {
    String token = api.signedIn(api.someone(Role.ANALYST));

    Answer answer =
        api.call(token, CREATE, Map.of("name", "x".repeat(length) + "  ", "role", "ANALYST"));

    assertThat(String.join(",", answer.refusals("createAccessToken"))).isEqualTo(code);
  }

  @Test
  void aTokenEndsAfterNinetyDaysUnlessSaidOtherwise() {
    JsonNode made = made(api, api.signedIn(api.someone(Role.ANALYST)), "ANALYST");
    Instant end = clock.instant().plus(Duration.ofDays(90));
    assertThat(made.at("/accessToken/expiresAt").asText()).isEqualTo(end.toString());

    clock.advance(Duration.ofDays(90).minusSeconds(1));
    assertThat(api.query(made.path("secret").asText(), VIEWER).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(api.query(made.path("secret").asText(), VIEWER).status()).isEqualTo(401);
  }

  @Test
  void revokingEndsATokenAtOnceAndOnce() {
    Operator ada = api.someone(Role.ANALYST);
    String token = api.signedIn(ada);
    JsonNode made = made(api, token, "ANALYST");
    String secret = made.path("secret").asText();
    String id = made.at("/accessToken/id").asText();
    assertThat(api.query(secret, VIEWER).status()).isEqualTo(200);
    Instant now = clock.instant();

    Answer revoked = api.call(token, REVOKE, Map.of("accessTokenId", id));
    clock.advance(Duration.ofMinutes(1));
    Answer again = api.call(token, REVOKE, Map.of("accessTokenId", id));

    assertThat(revoked.data("revokeAccessToken.accessToken.revokedAt").asText())
        .isEqualTo(now.toString());
    assertThat(again.body()).isEqualTo(revoked.body());
    assertThat(api.query(secret, VIEWER).status()).isEqualTo(401);
    assertThat(audit.of("AccessToken", id))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("REVOKE_TOKEN by " + ada.id());
  }

  @Test
  void onlyTheOwnerAndAdministratorsSeeAndRevokeAToken() {
    String owner = api.signedIn(api.someone(Role.OPERATOR));
    String senior = api.signedIn(api.someone(Role.SENIOR_OPERATOR));
    String admin = api.signedIn(api.someone(Role.ADMIN));
    String id = made(api, owner, "ANALYST").at("/accessToken/id").asText();

    Answer refused = api.call(senior, REVOKE, Map.of("accessTokenId", id));
    assertThat(refused.refusals("revokeAccessToken")).containsExactly("NOT_FOUND");
    assertThat(list(senior, true).path("totalCount").asInt()).isZero();
    assertThat(list(owner, false).at("/nodes/0/id").asText()).isEqualTo(id);
    assertThat(list(admin, false).path("totalCount").asInt()).isZero();
    assertThat(list(admin, true).path("nodes").findValuesAsText("id")).contains(id);

    Answer revoked = api.call(admin, REVOKE, Map.of("accessTokenId", id));
    assertThat(revoked.refusals("revokeAccessToken")).isEmpty();
  }

  @Test
  void anUnknownTokenIsNotFound() {
    String admin = api.signedIn(api.someone(Role.ADMIN));

    assertThat(
            api.call(admin, REVOKE, Map.of("accessTokenId", Ids.next()))
                .refusals("revokeAccessToken"))
        .containsExactly("NOT_FOUND");
  }

  @Test
  void useIsNotedOnceAMinute() {
    String token = api.signedIn(api.someone(Role.ANALYST));
    String secret = made(api, token, "ANALYST").path("secret").asText();
    assertThat(list(token, false).at("/nodes/0/lastUsedAt").isNull()).isTrue();

    Instant first = clock.instant();
    api.query(secret, VIEWER);
    clock.advance(Duration.ofSeconds(59));
    forgetStandings();
    api.query(secret, VIEWER);
    assertThat(list(token, false).at("/nodes/0/lastUsedAt").asText()).isEqualTo(first.toString());

    clock.advance(Duration.ofSeconds(1));
    forgetStandings();
    api.query(secret, VIEWER);
    assertThat(list(token, false).at("/nodes/0/lastUsedAt").asText())
        .isEqualTo(first.plusSeconds(60).toString());
  }

  /** Any change makes the server look at the database again. */
  private void forgetStandings() {
    String other =
        made(api, api.signedIn(api.someone(Role.ANALYST)), "ANALYST")
            .at("/accessToken/id")
            .asText();
    String admin = api.signedIn(api.someone(Role.ADMIN));
    api.call(admin, REVOKE, Map.of("accessTokenId", other));
  }

  private JsonNode list(String token, boolean everybody) {
    return api.send(token, LIST, Map.of("everybody", everybody)).data("accessTokens");
  }
}
