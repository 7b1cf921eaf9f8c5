package app.countersign.customer;

import app.countersign.identity.Accounts;
import app.countersign.identity.Accounts.NewPassword;
import app.countersign.identity.Accounts.Proof;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing up, letters and passwords in the schema. */
@Singleton
class AccountGraphQl implements GraphQlModule {
  private static final ActionLimit SIGN_UPS = new ActionLimit("signUps", 0, 10);
  private static final ActionLimit LETTERS = new ActionLimit("letterRequests", 0, 10);
  private static final ActionLimit TOKENS = new ActionLimit("letterTokens", 0, 30);
  private static final ActionLimit PASSWORDS = new ActionLimit("passwordProofs", 10, 30);

  private final Accounts accounts;
  private final SignUps signUps;
  private final PasswordChanges passwords;
  private final DataRights rights;
  private final EvenTime evenTime;
  private final Clock clock;

  AccountGraphQl(
      Accounts accounts,
      SignUps signUps,
      PasswordChanges passwords,
      DataRights rights,
      EvenTime evenTime,
      Clock clock) {
    this.accounts = accounts;
    this.signUps = signUps;
    this.passwords = passwords;
    this.rights = rights;
    this.evenTime = evenTime;
    this.clock = clock;
  }

  record SignUpInput(String email, String name, String password, @Nullable String timeZone) {
    @Override
    public String toString() {
      return "SignUpInput[…]";
    }
  }

  record AddressInput(String email) {
    @Override
    public String toString() {
      return "AddressInput[…]";
    }
  }

  record LetterRequestPayload(@Nullable Instant requestedAt, List<UserError> userErrors) {
    static LetterRequestPayload refused(List<UserError> errors) {
      return new LetterRequestPayload(null, errors);
    }
  }

  record VerifyEmailInput(String token) {
    @Override
    public String toString() {
      return "VerifyEmailInput[…]";
    }
  }

  record VerifyEmailPayload(@Nullable Instant verifiedAt, List<UserError> userErrors) {}

  record ResetPasswordInput(String token, String newPassword) {
    @Override
    public String toString() {
      return "ResetPasswordInput[…]";
    }
  }

  record ChangePasswordInput(String currentPassword, String newPassword) {
    @Override
    public String toString() {
      return "ChangePasswordInput[…]";
    }
  }

  record PasswordPayload(@Nullable Instant changedAt, List<UserError> userErrors) {
    static PasswordPayload done(Instant at) {
      return new PasswordPayload(at, List.of());
    }

    static PasswordPayload refused(List<UserError> errors) {
      return new PasswordPayload(null, errors);
    }
  }

  record EraseMyDataInput(String password) {
    @Override
    public String toString() {
      return "EraseMyDataInput[…]";
    }
  }

  record EraseMyDataPayload(@Nullable Instant erasedAt, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wireLetters(wiring);
    wireTokens(wiring);
    wirePasswords(wiring);
  }

  private void wireLetters(Wiring wiring) {
    wiring.anonymousMutation(
        "signUp",
        SignUpInput.class,
        LetterRequestPayload.class,
        (_, input) -> signUp(input),
        LetterRequestPayload::refused);
    wiring.limit("signUp", SIGN_UPS);
    wiring.anonymousMutation(
        "resendVerification",
        AddressInput.class,
        LetterRequestPayload.class,
        (_, input) -> {
          String address = accounts.checkedAddress(input.email());
          return requested(() -> signUps.resend(address));
        },
        LetterRequestPayload::refused);
    wiring.limit("resendVerification", LETTERS);
    wiring.anonymousMutation(
        "requestPasswordReset",
        AddressInput.class,
        LetterRequestPayload.class,
        (_, input) -> {
          String address = accounts.checkedAddress(input.email());
          return requested(() -> passwords.request(address));
        },
        LetterRequestPayload::refused);
    wiring.limit("requestPasswordReset", LETTERS);
  }

  private void wireTokens(Wiring wiring) {
    wiring.anonymousMutation(
        "verifyEmail",
        VerifyEmailInput.class,
        VerifyEmailPayload.class,
        (_, input) -> new VerifyEmailPayload(signUps.verify(input.token()), List.of()),
        errors -> new VerifyEmailPayload(null, errors));
    wiring.limit("verifyEmail", TOKENS);
    wiring.anonymousMutation(
        "resetPassword",
        ResetPasswordInput.class,
        PasswordPayload.class,
        (_, input) -> reset(input),
        PasswordPayload::refused);
    wiring.limit("resetPassword", TOKENS);
  }

  private void wirePasswords(Wiring wiring) {
    // Without a transaction around it: a wrong password stays counted, and hashing takes its time.
    wiring.anonymousMutation(
        "changePassword",
        ChangePasswordInput.class,
        PasswordPayload.class,
        (actor, input) -> change(signedIn(actor), input),
        PasswordPayload::refused);
    wiring.limit("changePassword", PASSWORDS);
    wiring.anonymousMutation(
        "eraseMyData",
        EraseMyDataInput.class,
        EraseMyDataPayload.class,
        (actor, input) -> erase(signedIn(actor), input),
        errors -> new EraseMyDataPayload(null, errors));
    wiring.limit("eraseMyData", PASSWORDS);
  }

  private LetterRequestPayload signUp(SignUpInput input) {
    accounts.check(input.email(), input.name(), input.password());
    String zone = input.timeZone() == null ? "UTC" : Profiles.zone(input.timeZone());
    String address = accounts.checkedAddress(input.email());
    return requested(
        () -> {
          NewPassword password = accounts.hash(input.password());
          signUps.signUp(address, input.name(), zone, password);
        });
  }

  private LetterRequestPayload requested(Runnable work) {
    evenTime.run(work);
    return new LetterRequestPayload(clock.instant(), List.of());
  }

  private PasswordPayload reset(ResetPasswordInput input) {
    accounts.checkNewPassword(input.newPassword(), "newPassword");
    passwords.requireGood(input.token());
    NewPassword password = accounts.hash(input.newPassword());
    return PasswordPayload.done(passwords.reset(input.token(), password));
  }

  private PasswordPayload change(Actor actor, ChangePasswordInput input) {
    accounts.checkNewPassword(input.newPassword(), "newPassword");
    Proof proof = accounts.prove(actor.id(), input.currentPassword(), "currentPassword");
    NewPassword password = accounts.hash(input.newPassword());
    return PasswordPayload.done(passwords.change(actor, proof, password));
  }

  private EraseMyDataPayload erase(Actor actor, EraseMyDataInput input) {
    accounts.prove(actor.id(), input.password(), "password");
    return new EraseMyDataPayload(rights.erase(actor), List.of());
  }

  /** The schema lets nobody else in. */
  private static Actor signedIn(@Nullable Actor actor) {
    if (actor == null) {
      throw new RequestError(RequestErrorCode.UNAUTHENTICATED, "Sign in to do this.");
    }
    return actor;
  }
}
