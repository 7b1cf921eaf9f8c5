package app.countersign.identity;

import app.countersign.identity.Sessions.Proven;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in by address and password. Every attempt is counted as failed before it is made and
 * the count taken back when it succeeds, so that guessing many at once tries no more than guessing
 * one by one. An address that nobody has takes the same statements and the same hash as a wrong
 * password, and locks just so.
 */
@Singleton
class SignIn {
  private final PersonRepository operators;
  private final SignInFailureRepository failures;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignInConfiguration configuration;
  private final Clock clock;

  SignIn(
      PersonRepository operators,
      SignInFailureRepository failures,
      Passwords passwords,
      Sessions sessions,
      SignInConfiguration configuration,
      Clock clock) {
    this.operators = operators;
    this.failures = failures;
    this.passwords = passwords;
    this.sessions = sessions;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @throws RefusedException with SIGN_IN_FAILED, SIGN_IN_LOCKED, or INVALID_INPUT for what can be
   *     no address or password
   */
  Session signIn(String email, String password) {
    return proven(email, password, sessions::start);
  }

  /** As {@link #signIn}, for the server's own page: its token instead of a session's. */
  String signInToPage(String email, String password) {
    return proven(email, password, sessions::startPage);
  }

  private <R> R proven(String email, String password, Function<Proven, Optional<R>> open) {
    Requirements.check(Requirements.email(email), Requirements.password(password));
    return passwords
        .attempt(() -> attempt(Requirements.normalized(email), password))
        .flatMap(open)
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.SIGN_IN_FAILED,
                    "E-mail or password is wrong, or the account is not active.",
                    "input"));
  }

  private Optional<Proven> attempt(String email, String password) {
    byte[] emailHash = OpaqueToken.sha256(email);
    requireUnlocked(emailHash);
    @Nullable PersonRow row = operators.byEmail(email).orElse(null);
    boolean isRight = passwords.match(password, row == null ? null : row.passwordHash());
    return row != null && isRight && row.isActive()
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
