package app.countersign.identity;

import app.countersign.identity.Sessions.Proven;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in by address and password. Every attempt is counted as failed before it is made and
 * the count taken back when it succeeds, so that guessing many at once tries no more than guessing
 * one by one. An address that nobody has takes the same statements and the same hash as a wrong
 * password, and locks just so.
 */
@Singleton
class SignIn {
  /** How often one may try from one address. */
  static final ActionLimit LIMIT = new ActionLimit("signIns", 0, 30);

  private final PersonRepository people;
  private final SignInFailureRepository failures;
  private final Passwords passwords;
  private final Sessions sessions;
  private final List<SignInCondition> conditions;
  private final SignInConfiguration configuration;
  private final Clock clock;

  SignIn(
      PersonRepository people,
      SignInFailureRepository failures,
      Passwords passwords,
      Sessions sessions,
      List<SignInCondition> conditions,
      SignInConfiguration configuration,
      Clock clock) {
    this.people = people;
    this.failures = failures;
    this.passwords = passwords;
    this.sessions = sessions;
    this.conditions = conditions;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @throws RefusedException with SIGN_IN_FAILED, SIGN_IN_LOCKED, INVALID_INPUT for what can be no
   *     address or password, or, where the password is right, what a {@link SignInCondition} says
   */
  Session signIn(String email, String password) {
    return proven(email, password, _ -> true, sessions::start);
  }

  /**
   * As {@link #signIn}, for the server's own page: its token instead of a session's. It is the
   * desk's, so that a customer's right password is a wrong one there.
   */
  String signInToPage(String email, String password) {
    return proven(email, password, PersonRow::isOfTheDesk, sessions::startPage);
  }

  /**
   * Holds a password against that of a person who is signed in; counted as an attempt to sign in.
   *
   * @param field of the input, for the refusal
   * @return the hash of the password
   * @throws RefusedException with SIGN_IN_FAILED, SIGN_IN_LOCKED or INVALID_INPUT
   */
  String prove(UUID personId, String password, String field) {
    Requirements.check(Requirements.password(password, field));
    PersonRow person =
        people.byIds(List.of(personId)).stream().findFirst().orElseThrow(() -> wrong(field));
    Proven proven =
        passwords
            .attempt(() -> attempt(person.email(), password, row -> row.id().equals(personId)))
            .orElseThrow(() -> wrong(field));
    failures.forget(proven.emailHash());
    return proven.row().passwordHash();
  }

  private static RefusedException wrong(String field) {
    return RefusedException.of(
        UserErrorCode.SIGN_IN_FAILED, "The password is wrong.", "input", field);
  }

  private <R> R proven(
      String email,
      String password,
      Predicate<PersonRow> isMeant,
      Function<Proven, Optional<R>> open) {
    Requirements.check(Requirements.email(email), Requirements.password(password, "password"));
    return passwords
        .attempt(() -> attempt(Requirements.normalized(email), password, isMeant))
        .map(this::requireConditions)
        .flatMap(open)
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.SIGN_IN_FAILED,
                    "E-mail or password is wrong, or the account is not active.",
                    "input"));
  }

  private Proven requireConditions(Proven proven) {
    List<UserError> refusals =
        conditions.stream()
            .map(condition -> condition.refusal(proven.row().id()))
            .flatMap(Stream::ofNullable)
            .toList();
    if (!refusals.isEmpty()) {
      failures.forget(proven.emailHash());
      throw new RefusedException(refusals);
    }
    return proven;
  }

  private Optional<Proven> attempt(String email, String password, Predicate<PersonRow> isMeant) {
    byte[] emailHash = OpaqueToken.sha256(email);
    requireUnlocked(emailHash);
    @Nullable PersonRow row = people.byEmail(email).orElse(null);
    boolean isRight = passwords.match(password, row == null ? null : row.passwordHash());
    return row != null && isRight && row.isActive() && isMeant.test(row)
        ? Optional.of(new Proven(row, emailHash, passwords.stronger(password, row.passwordHash())))
        : Optional.empty();
  }

  private void requireUnlocked(byte[] emailHash) {
    Instant now = clock.instant();
    int counted =
        failures.count(
            emailHash,
            now,
            configuration.maxFailures(),
            now.minus(configuration.lockDuration()),
            now.plus(configuration.lockDuration()));
    if (counted == 0) {
      throw RefusedException.of(
          UserErrorCode.SIGN_IN_LOCKED,
          "Too many attempts failed. Try again in %d minutes or later."
              .formatted(Math.max(1, configuration.lockDuration().toMinutes())),
          "input");
    }
  }
}
