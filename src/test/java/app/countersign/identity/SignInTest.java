package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.testing.AtOnce;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "identity.test-clock", value = "true")
@Property(name = "countersign.database.name", value = "countersign_sign_in")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.sign-in.longest-wait", value = "PT60S")
class SignInTest {
  private static final String PASSWORD = "correct horse battery";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Operators operators;
  private final SignIn signIn;
  private final Sessions sessions;
  private final Passwords passwords;
  private final PersonRepository rows;
  private final PersonAuthenticator authenticator;
  private final TestClock clock;

  SignInTest(
      Operators operators,
      SignIn signIn,
      Sessions sessions,
      Passwords passwords,
      PersonRepository rows,
      PersonAuthenticator authenticator,
      TestClock clock) {
    this.operators = operators;
    this.signIn = signIn;
    this.sessions = sessions;
    this.passwords = passwords;
    this.rows = rows;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  @Test
  void theRightPasswordOpensASessionForThePerson() {
    Operator ada = someone(Role.OPERATOR);

    Session session = signIn.signIn("  " + ada.email().toUpperCase() + " ", PASSWORD);

    assertThat(session.operator()).isEqualTo(ada);
    assertThat(session.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    assertThat(authenticator.authenticate(session.accessToken()))
        .hasValueSatisfying(
            actor -> {
              assertThat(actor.id()).isEqualTo(ada.id());
              assertThat(actor.name()).isEqualTo(ada.name());
              assertThat(actor.role()).isEqualTo(Role.OPERATOR);
              assertThat(actor.kind()).isEqualTo(Actor.Kind.PERSON);
            });
  }

  @Test
  void anUnknownAddressTakesTheSameHashesAndStatementsAsAWrongPassword() {
    Operator ada = someone(Role.OPERATOR);

    Work wrong = work(ada.email());
    Work unknown = work("nobody" + NUMBER.incrementAndGet() + "@example.com");

    assertThat(unknown).isEqualTo(wrong);
    assertThat(wrong.hashes()).isEqualTo(1);
    assertThat(wrong.statements()).hasSize(2);
    assertThat(wrong.code()).isEqualTo(UserErrorCode.SIGN_IN_FAILED);
  }

  @Test
  void fiveFailuresLockAnAddressForFifteenMinutesWhetherKnownOrNot() {
    Operator ada = someone(Role.OPERATOR);
    String nobody = "nobody" + NUMBER.incrementAndGet() + "@example.com";

    for (String email : List.of(ada.email(), nobody)) {
      for (int failure = 1; failure <= 5; failure++) {
        assertThat(refusal(email, "wrong")).isEqualTo(UserErrorCode.SIGN_IN_FAILED);
      }
      assertThat(refusal(email, "wrong")).isEqualTo(UserErrorCode.SIGN_IN_LOCKED);
    }
    assertThat(refusal(ada.email(), PASSWORD)).isEqualTo(UserErrorCode.SIGN_IN_LOCKED);

    clock.advance(Duration.ofMinutes(15).minusNanos(1000));
    assertThat(refusal(ada.email(), PASSWORD)).isEqualTo(UserErrorCode.SIGN_IN_LOCKED);

    clock.advance(Duration.ofNanos(1000));
    assertThat(signIn.signIn(ada.email(), PASSWORD).operator()).isEqualTo(ada);
  }

  @Test
  void aLockThatEndedLeavesFiveNewTries() {
    Operator ada = someone(Role.OPERATOR);
    failTimes(ada.email(), 5);
    clock.advance(Duration.ofMinutes(15));

    failTimes(ada.email(), 4);

    assertThat(signIn.signIn(ada.email(), PASSWORD).operator()).isEqualTo(ada);
  }

  @Test
  void successForgetsTheFailuresBefore() {
    Operator ada = someone(Role.OPERATOR);

    failTimes(ada.email(), 4);
    signIn.signIn(ada.email(), PASSWORD);
    failTimes(ada.email(), 4);

    assertThat(signIn.signIn(ada.email(), PASSWORD).operator()).isEqualTo(ada);
  }

  @Test
  void failuresOfLongAgoNoLongerCount() {
    Operator ada = someone(Role.OPERATOR);
    failTimes(ada.email(), 4);

    clock.advance(Duration.ofMinutes(15));
    failTimes(ada.email(), 4);

    assertThat(signIn.signIn(ada.email(), PASSWORD).operator()).isEqualTo(ada);
  }

  @Test
  void sixtyFourGuessesAtOnceTryFivePasswords() throws Exception {
    Operator ada = someone(Role.OPERATOR);
    long before = passwords.comparisons();

    List<UserErrorCode> answers = AtOnce.run(64, () -> refusal(ada.email(), "wrong"));

    Map<UserErrorCode, Long> counted =
        answers.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(counted)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(UserErrorCode.SIGN_IN_FAILED, 5L, UserErrorCode.SIGN_IN_LOCKED, 59L));
    assertThat(passwords.comparisons() - before).isEqualTo(5);
  }

  @Test
  void whatCanBeNoAddressOrPasswordIsRefusedBeforeAnyWork() {
    long before = passwords.comparisons();

    assertThat(refusal("not an address", PASSWORD)).isEqualTo(UserErrorCode.INVALID_INPUT);
    assertThat(refusal("a\u0000@example.com", PASSWORD)).isEqualTo(UserErrorCode.INVALID_INPUT);
    assertThat(refusal("ada@example.com", "x".repeat(201))).isEqualTo(UserErrorCode.INVALID_INPUT);
    assertThat(passwords.comparisons()).isEqualTo(before);
  }

  @Test
  void aHashOfOlderSettingsIsReplacedAtSignIn() {
    Operator ada = someone(Role.OPERATOR);
    String current = rows.byEmail(ada.email()).orElseThrow().passwordHash();
    String older = new Argon2PasswordEncoder(16, 32, 1, 1 << 12, 2).encode(PASSWORD);
    rows.rehash(ada.id(), current, older);

    signIn.signIn(ada.email(), PASSWORD);

    String upgraded = rows.byEmail(ada.email()).orElseThrow().passwordHash();
    assertThat(upgraded).startsWith("$argon2id$v=19$m=16384,t=2,p=1$");
    assertThat(passwords.match(PASSWORD, upgraded)).isTrue();
  }

  @Test
  void anAccountThatChangedWhileThePasswordWasComparedOpensNothing() {
    Operator ada = someone(Role.OPERATOR);
    PersonRow read = rows.byEmail(ada.email()).orElseThrow();
    rows.rehash(ada.id(), read.passwordHash(), passwords.hash("another password"));

    assertThat(sessions.start(new Sessions.Proven(read, new byte[] {1}, null))).isEmpty();
  }

  @Test
  void eachRefreshTokenWorksOnceAndUsingItTwiceEndsTheSession() {
    Session first = signIn.signIn(someone(Role.OPERATOR).email(), PASSWORD);

    Session second = refresh(first.refreshToken());
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(authenticator.authenticate(second.accessToken())).isPresent();

    assertThat(sessions.refresh(new OpaqueToken(first.refreshToken()))).isEmpty();
    assertThat(authenticator.authenticate(second.accessToken())).isEmpty();
    assertThat(sessions.refresh(new OpaqueToken(second.refreshToken()))).isEmpty();
  }

  @Test
  void ofManyRefreshesAtOnceOneWinsAndTheSessionEnds() throws Exception {
    Session session = signIn.signIn(someone(Role.OPERATOR).email(), PASSWORD);
    OpaqueToken token = new OpaqueToken(session.refreshToken());

    List<Boolean> won = AtOnce.run(32, () -> sessions.refresh(token).isPresent());

    assertThat(Collections.frequency(won, true)).isEqualTo(1);
    assertThat(authenticator.authenticate(session.accessToken())).isEmpty();
  }

  @Test
  void aSessionLastsTwelveHoursHoweverOftenItIsRefreshed() {
    Session session = signIn.signIn(someone(Role.OPERATOR).email(), PASSWORD);
    Instant end = clock.instant().plus(Duration.ofHours(12));
    for (int hour = 1; hour < 12; hour++) {
      clock.advance(Duration.ofHours(1));
      session = refresh(session.refreshToken());
    }

    clock.advance(Duration.ofMinutes(55));
    session = refresh(session.refreshToken());
    assertThat(session.expiresAt()).isEqualTo(end);

    clock.advance(Duration.ofMinutes(5));
    assertThat(authenticator.authenticate(session.accessToken())).isEmpty();
    assertThat(sessions.refresh(new OpaqueToken(session.refreshToken()))).isEmpty();
  }

  private Session refresh(String token) {
    return sessions.refresh(new OpaqueToken(token)).orElseThrow();
  }

  private record Work(UserErrorCode code, long hashes, List<String> statements) {}

  private Work work(String email) {
    StatementCounter counter = new StatementCounter();
    long before = passwords.comparisons();
    UserErrorCode code = counter.call(() -> refusal(email, "wrong"));
    return new Work(code, passwords.comparisons() - before, counter.statements());
  }

  private void failTimes(String email, int times) {
    for (int failure = 0; failure < times; failure++) {
      assertThat(refusal(email, "wrong")).isEqualTo(UserErrorCode.SIGN_IN_FAILED);
    }
  }

  private UserErrorCode refusal(String email, String password) {
    try {
      signIn.signIn(email, password);
      throw new AssertionError("signed in");
    } catch (RefusedException refusal) {
      return refusal.errors().getFirst().code();
    }
  }

  private Operator someone(Role role) {
    int number = NUMBER.incrementAndGet();
    return operators.create(
        Actor.system("test"),
        new CreateOperatorInput(
            "person%d@example.com".formatted(number), "Person " + number, role, PASSWORD, null));
  }
}
