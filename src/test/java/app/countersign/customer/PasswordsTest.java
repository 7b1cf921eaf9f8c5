package app.countersign.customer;

import static app.countersign.customer.Newcomers.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.identity.Operator;
import app.countersign.identity.TestClock;
import app.countersign.letter.LetterKind;
import app.countersign.platform.access.Role;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@CustomerTest
class PasswordsTest {
  private static final String NEW = "quite another door";

  @Inject Newcomers newcomers;
  @Inject Api api;
  @Inject TestClock clock;

  @Test
  void whoHasAnAddressIsNotToldWhoAsksForAReset() {
    Newcomer customer = newcomers.verified();
    Operator operator = api.someone(Role.ADMIN);

    Answer known = newcomers.requestReset(customer.email());
    Answer desk = newcomers.requestReset(operator.email());
    Answer nobody = newcomers.requestReset(newcomers.stranger().email());

    assertThat(known.data("requestPasswordReset.requestedAt").asText())
        .isEqualTo(clock.instant().toString());
    assertThat(desk.body()).isEqualTo(known.body());
    assertThat(nobody.body()).isEqualTo(known.body());
    assertThat(newcomers.letters(customer.email()))
        .containsExactly("VERIFY_EMAIL", "RESET_PASSWORD");
    assertThat(newcomers.letters(operator.email())).isEmpty();
  }

  @Test
  void aResetSetsThePasswordVerifiesTheAddressAndEndsEverySession() {
    Newcomer person = newcomers.verified();
    String first = newcomers.signedIn(person);
    String second = newcomers.signedIn(person);
    IntStream.range(0, 6).forEach(_ -> newcomers.signIn(person, "a wrong password"));
    newcomers.requestReset(person.email());
    String token = newcomers.token(LetterKind.RESET_PASSWORD, person);

    Answer reset = newcomers.reset(token, NEW);
    Answer again = newcomers.reset(token, "and yet another one");

    assertThat(reset.data("resetPassword.changedAt").asText())
        .isEqualTo(clock.instant().toString());
    assertThat(again.refused("resetPassword")).containsExactly("TOKEN_EXPIRED input.token");
    for (String ended : List.of(first, second)) {
      assertThat(api.query(ended, "{ viewer { id } }").status()).isEqualTo(401);
    }
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn"))
        .containsExactly("SIGN_IN_FAILED");
    assertThat(newcomers.signIn(person, NEW).refusals("signIn")).isEmpty();
  }

  @Test
  void aResetProvesTheAddressOfSomebodyWhoLostTheFirstLetter() {
    Newcomer person = newcomers.unverified();
    String unused = newcomers.token(LetterKind.VERIFY_EMAIL, person);
    newcomers.requestReset(person.email());

    newcomers.reset(newcomers.token(LetterKind.RESET_PASSWORD, person), NEW);

    assertThat(newcomers.signIn(person, NEW).data("signIn.session.customer.isEmailVerified"))
        .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
    assertThat(newcomers.verify(unused).refusals("verifyEmail")).containsExactly("TOKEN_EXPIRED");
  }

  @Test
  void ofTwoWhoUseOneTokenAtOnceOneSetsThePassword() throws Exception {
    Newcomer person = newcomers.verified();
    newcomers.requestReset(person.email());
    String token = newcomers.token(LetterKind.RESET_PASSWORD, person);
    List<String> passwords =
        IntStream.range(0, 4).mapToObj("a password of number %d"::formatted).toList();

    List<Answer> answers =
        AtOnce.run(
            passwords.stream()
                .<java.util.concurrent.Callable<Answer>>map(
                    password -> () -> newcomers.reset(token, password))
                .toList());

    List<String> set =
        IntStream.range(0, 4)
            .filter(number -> answers.get(number).refusals("resetPassword").isEmpty())
            .mapToObj(passwords::get)
            .toList();
    assertThat(set).hasSize(1);
    assertThat(newcomers.signIn(person, set.getFirst()).refusals("signIn")).isEmpty();
  }

  @Test
  void aResetTokenIsGoodForAnHourAndUntilTheNextLetter() {
    Newcomer person = newcomers.verified();
    newcomers.requestReset(person.email());
    String first = newcomers.token(LetterKind.RESET_PASSWORD, person);
    newcomers.waitForTheNextLetter();
    newcomers.requestReset(person.email());
    String second = newcomers.token(LetterKind.RESET_PASSWORD, person);

    assertThat(newcomers.verify(second).refusals("verifyEmail")).containsExactly("TOKEN_EXPIRED");
    assertThat(newcomers.reset(first, NEW).refusals("resetPassword"))
        .containsExactly("TOKEN_EXPIRED");
    assertThat(newcomers.reset(second, "short").refused("resetPassword"))
        .containsExactly("INVALID_INPUT input.newPassword");
    clock.advance(Duration.ofHours(1));
    assertThat(newcomers.reset(second, NEW).refusals("resetPassword"))
        .containsExactly("TOKEN_EXPIRED");
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn")).isEmpty();
  }

  @Test
  void changingThePasswordEndsTheOtherSessionsAndVoidsLetters() {
    Newcomer person = newcomers.verified();
    String mine = newcomers.signedIn(person);
    String other = newcomers.signedIn(person);
    newcomers.requestReset(person.email());
    String letter = newcomers.token(LetterKind.RESET_PASSWORD, person);

    Answer wrong = change(mine, "a wrong password", NEW);
    Answer weak = change(mine, PASSWORD, "short");
    Answer right = change(mine, PASSWORD, NEW);

    assertThat(wrong.refused("changePassword"))
        .containsExactly("SIGN_IN_FAILED input.currentPassword");
    assertThat(weak.refused("changePassword")).containsExactly("INVALID_INPUT input.newPassword");
    assertThat(right.refusals("changePassword")).isEmpty();
    assertThat(api.query(mine, "{ viewer { customer { version } } }").data("viewer.customer"))
        .hasToString("{\"version\":3}");
    assertThat(api.query(other, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(newcomers.reset(letter, "a third password").refusals("resetPassword"))
        .containsExactly("TOKEN_EXPIRED");
    assertThat(newcomers.signIn(person, NEW).refusals("signIn")).isEmpty();
  }

  @Test
  void wrongPasswordsCountAsFailedAttemptsToSignIn() {
    Newcomer person = newcomers.verified();
    String mine = newcomers.signedIn(person);

    List<String> codes =
        Stream.generate(() -> change(mine, "a wrong password", NEW).refusals("changePassword"))
            .limit(6)
            .flatMap(List::stream)
            .toList();

    assertThat(codes)
        .containsExactly(
            "SIGN_IN_FAILED",
            "SIGN_IN_FAILED",
            "SIGN_IN_FAILED",
            "SIGN_IN_FAILED",
            "SIGN_IN_FAILED",
            "SIGN_IN_LOCKED");
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn"))
        .containsExactly("SIGN_IN_LOCKED");
  }

  @Test
  void ofManyChangesAtOnceOneHolds() throws Exception {
    Newcomer person = newcomers.verified();
    String mine = newcomers.signedIn(person);

    List<Answer> answers = AtOnce.run(4, () -> change(mine, PASSWORD, NEW));

    assertThat(answers)
        .filteredOn(answer -> answer.refusals("changePassword").isEmpty())
        .hasSize(1);
  }

  private Answer change(String token, String current, String wanted) {
    return api.call(
        token,
        """
        mutation ($input: ChangePasswordInput!) {
          changePassword(input: $input) { changedAt userErrors { code path } }
        }
        """,
        Map.of("currentPassword", current, "newPassword", wanted));
  }
}
