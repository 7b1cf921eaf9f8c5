package app.countersign.customer;

import app.countersign.identity.TestClock;
import app.countersign.letter.LetterKind;
import app.countersign.letter.LetterTokens;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** People who come in by the front door, and the letters they get. */
@Singleton
@Requires(property = "countersign.customers.answer-time")
class Newcomers {
  static final String PASSWORD = "a door that opens";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Api api;
  private final Sql sql;
  private final LetterTokens tokens;
  private final TestClock clock;

  Newcomers(Api api, Sql sql, LetterTokens tokens, TestClock clock) {
    this.api = api;
    this.sql = sql;
    this.tokens = tokens;
    this.clock = clock;
  }

  record Newcomer(String email, String name) {}

  /** Somebody who has not signed up. */
  Newcomer stranger() {
    int number = NUMBER.incrementAndGet();
    return new Newcomer(
        "zelda.%d@quellwasser.example".formatted(number), "Zelda Quell %04d".formatted(number));
  }

  /** Somebody who signed up and did not open the letter. */
  Newcomer unverified() {
    Newcomer person = stranger();
    Answer answer = signUp(person);
    if (!answer.refusals("signUp").isEmpty()) {
      throw new AssertionError(answer.body());
    }
    return person;
  }

  /** Somebody who may sign in. */
  Newcomer verified() {
    Newcomer person = unverified();
    Answer answer = verify(token(LetterKind.VERIFY_EMAIL, person));
    if (!answer.data("verifyEmail.verifiedAt").isTextual()) {
      throw new AssertionError(answer.body());
    }
    return person;
  }

  Answer signUp(Newcomer person) {
    return signUp(Map.of("email", person.email(), "name", person.name(), "password", PASSWORD));
  }

  Answer signUp(Map<String, ?> input) {
    return api.call(
        null,
        """
        mutation ($input: SignUpInput!) {
          signUp(input: $input) { requestedAt userErrors { code path } }
        }
        """,
        input);
  }

  Answer verify(String token) {
    return api.call(
        null,
        """
        mutation ($input: VerifyEmailInput!) {
          verifyEmail(input: $input) { verifiedAt userErrors { code path } }
        }
        """,
        Map.of("token", token));
  }

  Answer resend(String email) {
    return api.call(
        null,
        """
        mutation ($input: ResendVerificationInput!) {
          resendVerification(input: $input) { requestedAt userErrors { code path } }
        }
        """,
        Map.of("email", email));
  }

  Answer requestReset(String email) {
    return api.call(
        null,
        """
        mutation ($input: RequestPasswordResetInput!) {
          requestPasswordReset(input: $input) { requestedAt userErrors { code path } }
        }
        """,
        Map.of("email", email));
  }

  Answer reset(String token, String password) {
    return api.call(
        null,
        """
        mutation ($input: ResetPasswordInput!) {
          resetPassword(input: $input) { changedAt userErrors { code path } }
        }
        """,
        Map.of("token", token, "newPassword", password));
  }

  Answer signIn(Newcomer person, String password) {
    return api.call(
        null,
        """
        mutation ($input: SignInInput!) {
          signIn(input: $input) {
            session {
              accessToken refreshToken
              operator { id }
              customer { id name email isEmailVerified onboardingStatus timeZone version }
            }
            userErrors { code path }
          }
        }
        """,
        Map.of("email", person.email(), "password", password));
  }

  /** The access token of somebody who signs in now. */
  String signedIn(Newcomer person) {
    return session(person).path("accessToken").asText();
  }

  JsonNode session(Newcomer person) {
    Answer answer = signIn(person, PASSWORD);
    JsonNode session = answer.data("signIn.session");
    if (!session.isObject()) {
      throw new AssertionError(answer.body());
    }
    return session;
  }

  UUID id(Newcomer person) {
    return sql.list(
            "SELECT id FROM person WHERE email = ?", row -> Rows.uuid(row, "id"), person.email())
        .getFirst();
  }

  /** The token of the newest letter of the kind to the person. */
  String token(LetterKind kind, Newcomer person) {
    return tokens.token(kind, subject(kind, person));
  }

  UUID subject(LetterKind kind, Newcomer person) {
    return sql.list(
            """
            SELECT l.id FROM account_letter l JOIN person p ON p.id = l.person_id
            WHERE p.email = ? AND l.kind = ? ORDER BY l.sent_at DESC, l.id DESC LIMIT 1
            """,
            row -> Rows.uuid(row, "id"),
            person.email(),
            kind)
        .getFirst();
  }

  /** The kinds of letters that wait for an address, in their order. */
  List<String> letters(String email) {
    return sql.list(
        """
        SELECT subject_type FROM delivery
        WHERE address = ? AND channel = 'EMAIL' AND status = 'QUEUED' ORDER BY created_at, id
        """,
        row -> Rows.text(row, "subject_type"),
        email);
  }

  int count(String fromWhere, Object... values) {
    return sql.list("SELECT count(*) AS n FROM " + fromWhere, row -> Rows.integer(row, "n"), values)
        .getFirst();
  }

  /** Past the time within which a second letter of a kind is not sent. */
  void waitForTheNextLetter() {
    clock.advance(Duration.ofMinutes(2));
  }
}
