package app.countersign.identity;

import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts of those who sign up themselves: made, changed and closed here for the feature that
 * knows what else there is of a customer. Passwords are hashed outside of transactions and a few at
 * once.
 */
@Singleton
public class Accounts {
  private static final String NAME_OF_NOBODY = "Erased";

  /** Fits no password: it is no hash. */
  private static final String HASH_OF_NOTHING = "erased";

  private final PersonRepository people;
  private final SessionRepository sessionRows;
  private final SignInFailureRepository failures;
  private final SignIn signIn;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Standings standings;
  private final AuditTrail audit;
  private final Clock clock;

  Accounts(
      PersonRepository people,
      SessionRepository sessionRows,
      SignInFailureRepository failures,
      SignIn signIn,
      Sessions sessions,
      Passwords passwords,
      Standings standings,
      AuditTrail audit,
      Clock clock) {
    this.people = people;
    this.sessionRows = sessionRows;
    this.failures = failures;
    this.signIn = signIn;
    this.sessions = sessions;
    this.passwords = passwords;
    this.standings = standings;
    this.audit = audit;
    this.clock = clock;
  }

  /** An account that may sign in, an operator's or a customer's. */
  public record Account(UUID id, String email, String name, boolean isCustomer) {
    /** Without name and address, which belong in no log. */
    @Override
    public String toString() {
      return "Account[%s]".formatted(id);
    }
  }

  /** A new password as it is kept. */
  public record NewPassword(String hash) {
    @Override
    public String toString() {
      return "NewPassword[…]";
    }
  }

  /** That a person knows their password of this moment. */
  public record Proof(UUID personId, String hash) {
    @Override
    public String toString() {
      return "Proof[%s]".formatted(personId);
    }
  }

  /**
   * Checks what somebody wants to sign up with.
   *
   * @throws RefusedException with INVALID_INPUT for each thing that does not fit
   */
  public void check(String email, String name, String password) {
    Requirements.check(
        Requirements.email(email),
        Requirements.name(name),
        Requirements.newPassword(password, "password"));
  }

  /** The name as it is kept, or INVALID_INPUT. */
  public String checkedName(String name) {
    Requirements.check(Requirements.name(name));
    return name.strip();
  }

  /** The address as it is kept and compared, or INVALID_INPUT. */
  public String checkedAddress(String email) {
    Requirements.check(Requirements.email(email));
    return Requirements.normalized(email);
  }

  /** Refuses with INVALID_INPUT what cannot be a new password. */
  public void checkNewPassword(String password, String field) {
    Requirements.check(Requirements.newPassword(password, field));
  }

  /** Hashes a password, which takes its time; not for inside a transaction. */
  public NewPassword hash(String password) {
    return new NewPassword(passwords.attempt(() -> passwords.hash(password)));
  }

  /**
   * Holds a password against the person's; counted as an attempt to sign in, so that a wrong one
   * outlives the refusal. Not for inside a transaction.
   *
   * @param field of the input, for the refusal
   * @throws RefusedException with SIGN_IN_FAILED, SIGN_IN_LOCKED or INVALID_INPUT
   */
  public Proof prove(UUID personId, String password, String field) {
    return new Proof(personId, signIn.prove(personId, password, field));
  }

  /** The active account of an address as it is kept. */
  public Optional<Account> byAddress(String address) {
    return people.byEmail(address).filter(PersonRow::isActive).map(Accounts::account);
  }

  /** One active account. */
  public Optional<Account> find(UUID personId) {
    return people.byIds(List.of(personId)).stream()
        .filter(PersonRow::isActive)
        .findFirst()
        .map(Accounts::account);
  }

  /** Makes a customer's account; false where the address is taken, be it by one just being made. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean create(UUID id, String email, String name, NewPassword password) {
    return people.insert(
            id,
            Requirements.normalized(email),
            name.strip(),
            Role.CUSTOMER,
            password.hash(),
            clock.instant())
        == 1;
  }

  /** Gives an account another name. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void rename(UUID personId, String name) {
    people.rename(personId, name);
    standings.forget();
  }

  /**
   * Sets the password of a person who is not signed in and proved themselves otherwise: ends every
   * session and opens a locked address.
   *
   * @return false where the account is closed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean resetPassword(Actor actor, UUID personId, NewPassword password) {
    Optional<Account> account = find(personId);
    if (account.isEmpty() || people.setPassword(personId, null, password.hash()) == 0) {
      return false;
    }
    failures.forget(OpaqueToken.sha256(account.get().email()));
    ended(actor, sessions.endAll(personId, "PASSWORD_CHANGED"));
    return true;
  }

  /**
   * Sets the password of a person who proved the one so far: ends every session but the caller's.
   *
   * @throws RefusedException with SIGN_IN_FAILED where the password has changed since it was proven
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changePassword(Actor actor, Proof proof, NewPassword password, String field) {
    requireUnchanged(
        people.setPassword(proof.personId(), proof.hash(), password.hash()) == 1, field);
    UUID kept = actor.sessionId();
    ended(
        actor,
        kept == null
            ? sessions.endAll(proof.personId(), "PASSWORD_CHANGED")
            : sessions.endOthers(proof.personId(), kept, "PASSWORD_CHANGED"));
  }

  /**
   * Closes an account for good: nothing tells any more who it was, the address is free, and no
   * session is left.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void close(UUID personId) {
    find(personId).ifPresent(account -> failures.forget(OpaqueToken.sha256(account.email())));
    people.close(
        personId, NAME_OF_NOBODY, "%s@erased.invalid".formatted(personId), HASH_OF_NOTHING);
    sessionRows.deleteAll(personId);
    standings.forget();
  }

  private static void requireUnchanged(boolean isUnchanged, String field) {
    if (!isUnchanged) {
      throw new RefusedException(
          List.of(
              UserError.of(
                  UserErrorCode.SIGN_IN_FAILED,
                  "The password was changed meanwhile.",
                  "input",
                  field)));
    }
  }

  private void ended(Actor actor, List<AuditEvent> events) {
    audit.recordAll(actor, events);
    standings.forget();
  }

  private static Account account(PersonRow row) {
    return new Account(row.id(), row.email(), row.name(), !row.isOfTheDesk());
  }
}
