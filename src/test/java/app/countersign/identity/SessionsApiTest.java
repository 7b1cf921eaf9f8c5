package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IdentityTest
class SessionsApiTest {
  private static final String SIGN_IN =
      """
      mutation ($input: SignInInput!) {
        signIn(input: $input) { session { accessToken } userErrors { code path } }
      }
      """;
  private static final String REFRESH =
      """
      mutation ($input: RefreshSessionInput!) {
        refreshSession(input: $input) {
          session { accessToken refreshToken operator { id email } }
          userErrors { code path }
        }
      }
      """;
  private static final String SIGN_OUT =
      "mutation { signOut(input: {}) { signedOutAt userErrors { code } } }";
  private static final String VIEWER = "{ viewer { id role isToken } }";

  private final Api api;
  private final AuditEntries audit;
  private final TestClock clock;

  SessionsApiTest(Api api, AuditEntries audit, TestClock clock) {
    this.api = api;
    this.audit = audit;
    this.clock = clock;
  }

  static Answer signIn(Api api, String email, String password) {
    return api.call(null, SIGN_IN, Map.of("email", email, "password", password));
  }

  static Answer refresh(Api api, JsonNode session) {
    return api.call(null, REFRESH, Map.of("refreshToken", session.path("refreshToken").asText()));
  }

  @Test
  void signingInShowsThePersonTheirOwnAddress() {
    Operator ada = api.someone(Role.ANALYST);

    JsonNode session = api.session(ada);

    assertThat(session.at("/operator/id").asText()).isEqualTo(ada.id().toString());
    assertThat(session.at("/operator/email").asText()).isEqualTo(ada.email());
    assertThat(session.path("expiresAt").asText())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)).toString());
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAnswerTheSame() {
    Operator ada = api.someone(Role.ANALYST);

    Answer wrong = signIn(api, ada.email(), "wrong");
    Answer unknown = signIn(api, "nobody-at-all@example.com", "wrong");

    assertThat(wrong.refusals("signIn")).containsExactly("SIGN_IN_FAILED");
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.status()).isEqualTo(wrong.status());
  }

  @Test
  void aFailureIsCountedThoughItIsRefused() {
    Operator ada = api.someone(Role.ANALYST);
    for (int failure = 0; failure < 5; failure++) {
      signIn(api, ada.email(), "wrong");
    }

    Answer answer = signIn(api, ada.email(), Api.PASSWORD);

    assertThat(answer.refusals("signIn")).containsExactly("SIGN_IN_LOCKED");
    assertThat(answer.data("signIn.session").isNull()).isTrue();
  }

  @Test
  void anAccessTokenWorksTenMinutesAndItsRefreshTokenGivesTheNext() {
    Operator ada = api.someone(Role.ANALYST);
    JsonNode session = api.session(ada);
    String token = session.path("accessToken").asText();

    clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(api.query(token, VIEWER).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(api.query(token, VIEWER).status()).isEqualTo(401);
    assertThat(api.query(token, VIEWER).errors()).containsExactly("UNAUTHENTICATED");

    Answer next = refresh(api, session);
    String nextToken = next.data("refreshSession.session.accessToken").asText();
    assertThat(api.query(nextToken, VIEWER).data("viewer.id").asText())
        .isEqualTo(ada.id().toString());
  }

  @Test
  void aRefreshTokenUsedTwiceEndsTheSessionAndThatIsOnRecord() {
    JsonNode session = api.session(api.someone(Role.ANALYST));
    Answer next = refresh(api, session);

    Answer again = refresh(api, session);

    assertThat(again.refusals("refreshSession")).containsExactly("SESSION_EXPIRED");
    String token = next.data("refreshSession.session.accessToken").asText();
    assertThat(api.query(token, VIEWER).status()).isEqualTo(401);
    assertThat(audit.of("Session", sessionId(token)))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("SIGN_OUT by ")
        .contains("\"reason\": \"REFRESH_TOKEN_REUSED\"");
  }

  @Test
  void whatIsNoRefreshTokenIsRefused() {
    String accessToken = api.signedIn(api.someone(Role.ANALYST));

    for (String text : new String[] {"", "x", accessToken, "csr_" + "A".repeat(43)}) {
      Answer answer = api.call(null, REFRESH, Map.of("refreshToken", text));

      assertThat(answer.refusals("refreshSession")).containsExactly("SESSION_EXPIRED");
    }
  }

  @Test
  void signingOutEndsTheSessionAtOnceAndThatIsOnRecord() {
    Operator ada = api.someone(Role.ANALYST);
    JsonNode session = api.session(ada);
    String token = session.path("accessToken").asText();
    assertThat(api.query(token, VIEWER).status()).isEqualTo(200);

    Answer answer = api.query(token, SIGN_OUT);

    assertThat(answer.data("signOut.signedOutAt").asText()).isEqualTo(clock.instant().toString());
    assertThat(api.query(token, VIEWER).status()).isEqualTo(401);
    assertThat(refresh(api, session).refusals("refreshSession")).containsExactly("SESSION_EXPIRED");
    assertThat(audit.of("Session", sessionId(token)))
        .satisfiesExactly(
            entry -> assertThat(entry).startsWith("SIGN_IN by " + ada.id()),
            entry ->
                assertThat(entry)
                    .startsWith("SIGN_OUT by " + ada.id())
                    .contains("\"reason\": \"SIGNED_OUT\"")
                    .doesNotContain(ada.email()));
  }

  @Test
  void signingOutLeavesTheOtherSessionsOpen() {
    Operator ada = api.someone(Role.ANALYST);
    String here = api.signedIn(ada);
    String there = api.signedIn(ada);

    api.query(here, SIGN_OUT);

    assertThat(api.query(there, VIEWER).status()).isEqualTo(200);
  }

  @Test
  void nobodySignsOutWithoutHavingSignedIn() {
    assertThat(api.query(null, SIGN_OUT).errors()).containsExactly("UNAUTHENTICATED");
  }

  @Test
  void aScriptHasNoSessionToEnd() {
    String token = api.signedIn(api.someone(Role.ANALYST));
    String secret = AccessTokensApiTest.made(api, token, "ANALYST").path("secret").asText();

    Answer answer = api.query(secret, SIGN_OUT);

    assertThat(answer.data("signOut.signedOutAt").isNull()).isTrue();
    assertThat(api.query(secret, VIEWER).status()).isEqualTo(200);
  }

  private static String sessionId(String token) {
    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    return Json.read(claims, JsonNode.class).path("sid").asText();
  }
}
