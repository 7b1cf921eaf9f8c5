package app.countersign.customer;

import static app.countersign.customer.Newcomers.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.identity.Accounts;
import app.countersign.identity.Operator;
import app.countersign.identity.TestClock;
import app.countersign.letter.LetterKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@CustomerTest
class SignUpTest {
  @Inject Newcomers newcomers;
  @Inject Api api;
  @Inject TestClock clock;
  @Inject SignUps signUps;
  @Inject Accounts accounts;

  @Test
  void aNewcomerSignsInOnceTheAddressIsVerified() {
    Newcomer person = newcomers.stranger();

    Answer signedUp = newcomers.signUp(person);
    Answer early = newcomers.signIn(person, PASSWORD);
    Answer wrong = newcomers.signIn(person, "a wrong password");
    Answer verified = newcomers.verify(newcomers.token(LetterKind.VERIFY_EMAIL, person));
    Answer signedIn = newcomers.signIn(person, PASSWORD);

    assertThat(signedUp.data("signUp.requestedAt").asText()).isEqualTo(now());
    assertThat(newcomers.letters(person.email())).containsExactly("VERIFY_EMAIL");
    assertThat(early.refused("signIn")).containsExactly("EMAIL_NOT_VERIFIED input.email");
    assertThat(early.data("signIn.session").isNull()).isTrue();
    assertThat(wrong.refused("signIn")).containsExactly("SIGN_IN_FAILED input");
    assertThat(verified.data("verifyEmail.verifiedAt").asText()).isEqualTo(now());
    assertThat(signedIn.data("signIn.session.operator").isNull()).isTrue();
    assertThat(signedIn.data("signIn.session.customer").toString())
        .isEqualTo(
            """
            {"id":"%s","name":"%s","email":"%s","isEmailVerified":true,\
            "onboardingStatus":"INCOMPLETE","timeZone":"UTC","version":2}\
            """
                .formatted(newcomers.id(person), person.name(), person.email()));
  }

  @Test
  void whoeverIsEnrolledSignsInAtOnceWithoutALetter() {
    Newcomer person = newcomers.stranger();
    Actor vouching = Actor.system("enrolment");

    signUps.enroll(vouching, person.email(), person.name(), "Europe/Oslo", accounts.hash(PASSWORD));
    signUps.enroll(vouching, person.email(), "Somebody Else", "UTC", accounts.hash("another one"));

    assertThat(newcomers.session(person).at("/customer/name").asText()).isEqualTo(person.name());
    assertThat(newcomers.letters(person.email())).isEmpty();
    assertThat(
            newcomers.count(
                "audit_entry WHERE subject_id = ? AND action = 'SIGN_UP' AND actor_name = ?"
                    + " AND after ->> 'isEmailVerified' = 'true'",
                newcomers.id(person).toString(),
                vouching.name()))
        .isEqualTo(1);
  }

  @Test
  void aTakenAddressAnswersAsANewOneAndALetterTellsItsOwner() {
    Newcomer owner = newcomers.verified();
    Operator operator = api.someone(Role.ANALYST);
    int people = newcomers.count("person");

    Answer fresh = newcomers.signUp(newcomers.stranger());
    Answer taken = newcomers.signUp(new Newcomer(owner.email().toUpperCase(), "Somebody Else"));
    Answer desk = newcomers.signUp(new Newcomer(operator.email(), "Somebody Else"));

    assertThat(taken.body()).isEqualTo(fresh.body());
    assertThat(desk.body()).isEqualTo(fresh.body());
    assertThat(newcomers.count("person")).isEqualTo(people + 1);
    assertThat(newcomers.letters(owner.email())).containsExactly("VERIFY_EMAIL", "ADDRESS_TAKEN");
    assertThat(newcomers.letters(operator.email())).containsExactly("ADDRESS_TAKEN");
    assertThat(newcomers.session(owner).at("/customer/name").asText()).isEqualTo(owner.name());
  }

  @Test
  void ofManyWhoSignUpWithOneAddressAtOnceOneGetsTheAccount() throws Exception {
    Newcomer person = newcomers.stranger();

    List<Answer> answers = AtOnce.run(6, () -> newcomers.signUp(person));

    assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
    assertThat(newcomers.count("person WHERE email = ?", person.email())).isEqualTo(1);
    assertThat(newcomers.letters(person.email()))
        .containsExactlyInAnyOrder("VERIFY_EMAIL", "ADDRESS_TAKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "email, nobody",
    "email, nobody@nowhere",
    "email, 'a,b@nowhere.example'",
    "email, 'a<b>@nowhere.example'",
    "name, ' '",
    "password, short",
    "timeZone, Nowhere/City",
    "timeZone, +02:00"
  })
  void whatDoesNotFitIsRefusedWithItsPlace(String field, String value) {
    Newcomer person = newcomers.stranger();
    Map<String, Object> input =
        new java.util.HashMap<>(
            Map.of("email", person.email(), "name", person.name(), "password", PASSWORD));
    input.put(field, value);

    Answer answer = newcomers.signUp(input);

    assertThat(answer.refused("signUp")).containsExactly("INVALID_INPUT input." + field);
    assertThat(newcomers.letters(person.email())).isEmpty();
  }

  @Test
  void aTokenIsGoodOnceFor48HoursAndForNothingElse() {
    Newcomer inTime = newcomers.unverified();
    Newcomer late = newcomers.unverified();
    String good = newcomers.token(LetterKind.VERIFY_EMAIL, inTime);
    String tooLate = newcomers.token(LetterKind.VERIFY_EMAIL, late);

    assertThat(newcomers.reset(good, "another good password").refused("resetPassword"))
        .containsExactly("TOKEN_EXPIRED input.token");
    clock.advance(Duration.ofHours(48).minusNanos(1000));
    assertThat(newcomers.verify(good).refusals("verifyEmail")).isEmpty();
    assertThat(newcomers.verify(good).refused("verifyEmail"))
        .containsExactly("TOKEN_EXPIRED input.token");
    clock.advance(Duration.ofNanos(1000));
    assertThat(newcomers.verify(tooLate).refused("verifyEmail"))
        .containsExactly("TOKEN_EXPIRED input.token");
    for (String nonsense : List.of("", "x", good.substring(1), "A".repeat(500), "ä§")) {
      assertThat(newcomers.verify(nonsense).refused("verifyEmail"))
          .containsExactly("TOKEN_EXPIRED input.token");
    }
    assertThat(newcomers.signIn(late, PASSWORD).refusals("signIn"))
        .containsExactly("EMAIL_NOT_VERIFIED");
  }

  @Test
  void ofManyWhoUseOneTokenAtOnceOneGetsThrough() throws Exception {
    String token = newcomers.token(LetterKind.VERIFY_EMAIL, newcomers.unverified());

    List<Answer> answers = AtOnce.run(6, () -> newcomers.verify(token));

    assertThat(answers).filteredOn(answer -> answer.refusals("verifyEmail").isEmpty()).hasSize(1);
  }

  @Test
  void askingAgainAnswersAlikeAndMakesTheEarlierLetterVoid() {
    Newcomer waiting = newcomers.unverified();
    Newcomer done = newcomers.verified();
    String first = newcomers.token(LetterKind.VERIFY_EMAIL, waiting);

    Answer tooSoon = newcomers.resend(waiting.email());
    assertThat(newcomers.letters(waiting.email())).containsExactly("VERIFY_EMAIL");
    newcomers.waitForTheNextLetter();
    Answer again = newcomers.resend(" " + waiting.email().toUpperCase());
    Answer needless = newcomers.resend(done.email());
    Answer nobody = newcomers.resend(newcomers.stranger().email());

    assertThat(tooSoon.refusals("resendVerification")).isEmpty();
    assertThat(needless.body()).isEqualTo(again.body());
    assertThat(nobody.body()).isEqualTo(again.body());
    assertThat(newcomers.letters(waiting.email())).containsExactly("VERIFY_EMAIL", "VERIFY_EMAIL");
    assertThat(newcomers.letters(done.email())).containsExactly("VERIFY_EMAIL");
    assertThat(newcomers.verify(first).refusals("verifyEmail")).containsExactly("TOKEN_EXPIRED");
    assertThat(
            newcomers
                .verify(newcomers.token(LetterKind.VERIFY_EMAIL, waiting))
                .refusals("verifyEmail"))
        .isEmpty();
  }

  @Test
  void noMoreThanTenLettersOfAKindGoToSomebodyInADay() {
    Newcomer person = newcomers.unverified();

    for (int asked = 0; asked < 15; asked++) {
      newcomers.waitForTheNextLetter();
      newcomers.resend(person.email());
    }
    assertThat(newcomers.letters(person.email())).hasSize(10);

    clock.advance(Duration.ofDays(1));
    newcomers.resend(person.email());
    assertThat(newcomers.letters(person.email())).hasSize(11);
  }

  @Test
  void aCustomersAddressLocksAsAnOperatorsDoes() {
    Newcomer person = newcomers.verified();

    List<List<String>> answers =
        IntStream.range(0, 6)
            .mapToObj(_ -> newcomers.signIn(person, "a wrong password").refusals("signIn"))
            .toList();

    assertThat(answers.subList(0, 5)).containsOnly(List.of("SIGN_IN_FAILED"));
    assertThat(answers.getLast()).containsExactly("SIGN_IN_LOCKED");
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn"))
        .containsExactly("SIGN_IN_LOCKED");
    clock.advance(Duration.ofMinutes(15));
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn")).isEmpty();
  }

  @Test
  void theRightPasswordOfAnUnverifiedAddressLocksNothing() {
    Newcomer person = newcomers.unverified();

    for (int attempt = 0; attempt < 8; attempt++) {
      assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn"))
          .containsExactly("EMAIL_NOT_VERIFIED");
    }
  }

  @Test
  void aCustomersSessionIsRefreshedAndEnds() {
    var session = newcomers.session(newcomers.verified());
    String refresh =
        "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input)"
            + " { session { accessToken customer { id } operator { id } } userErrors { code } } }";

    Answer refreshed =
        api.call(null, refresh, Map.of("refreshToken", session.path("refreshToken").asText()));
    String token = refreshed.data("refreshSession.session.accessToken").asText();
    Answer out =
        api.call(
            token,
            "mutation ($input: SignOutInput!) { signOut(input: $input) { signedOutAt } }",
            Map.of());
    Answer after = api.query(token, "{ viewer { id } }");

    assertThat(refreshed.data("refreshSession.session.customer.id").asText())
        .isEqualTo(session.at("/customer/id").asText());
    assertThat(refreshed.data("refreshSession.session.operator").isNull()).isTrue();
    assertThat(out.data("signOut.signedOutAt").asText()).isEqualTo(now());
    assertThat(after.errors()).containsExactly("UNAUTHENTICATED");
  }

  private String now() {
    return clock.instant().toString();
  }
}
