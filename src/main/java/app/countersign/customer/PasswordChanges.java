package app.countersign.customer;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.identity.Accounts;
import app.countersign.identity.Accounts.Account;
import app.countersign.identity.Accounts.NewPassword;
import app.countersign.identity.Accounts.Proof;
import app.countersign.letter.LetterKind;
import app.countersign.platform.access.Actor;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Sets customers' passwords: by a letter, or by the one so far. */
@Singleton
class PasswordChanges {
  private final Accounts accounts;
  private final CustomerRepository customers;
  private final AccountLetters letters;
  private final SignUps signUps;
  private final AuditTrail audit;
  private final Clock clock;

  PasswordChanges(
      Accounts accounts,
      CustomerRepository customers,
      AccountLetters letters,
      SignUps signUps,
      AuditTrail audit,
      Clock clock) {
    this.accounts = accounts;
    this.customers = customers;
    this.letters = letters;
    this.signUps = signUps;
    this.audit = audit;
    this.clock = clock;
  }

  /** Writes a letter, if the address is a customer's. */
  @Transactional
  public void request(String address) {
    accounts
        .byAddress(address)
        .filter(Account::isCustomer)
        .ifPresent(account -> letters.send(LetterKind.RESET_PASSWORD, account));
  }

  /**
   * Refuses a token that is not good, before anything costly is done for it.
   *
   * @throws app.countersign.platform.graphql.RefusedException with TOKEN_EXPIRED
   */
  void requireGood(String token) {
    letters.holder(LetterKind.RESET_PASSWORD, token);
  }

  /**
   * Sets the password by a letter's token, which proves the address as well.
   *
   * @throws app.countersign.platform.graphql.RefusedException with TOKEN_EXPIRED
   */
  @Transactional
  public Instant reset(String token, NewPassword password) {
    Instant now = clock.instant();
    UUID id = letters.holder(LetterKind.RESET_PASSWORD, token);
    customers.lock(id);
    letters.use(LetterKind.RESET_PASSWORD, token);
    Actor actor = CustomerRecord.byLetter(id);
    if (accounts.resetPassword(actor, id, password)) {
      signUps.confirm(id, now);
      changed(actor, id, "LETTER", now);
    }
    return now;
  }

  /**
   * Sets the password by the one so far.
   *
   * @throws app.countersign.platform.graphql.RefusedException with SIGN_IN_FAILED where that has
   *     changed meanwhile
   */
  @Transactional
  public Instant change(Actor actor, Proof proof, NewPassword password) {
    Instant now = clock.instant();
    customers.lock(actor.id());
    accounts.changePassword(actor, proof, password, "currentPassword");
    letters.voidAll(LetterKind.RESET_PASSWORD, actor.id());
    changed(actor, actor.id(), "PASSWORD", now);
    return now;
  }

  private void changed(Actor actor, UUID id, String by, Instant now) {
    customers.passwordChanged(id, now);
    audit.record(
        actor, CustomerRecord.event(id, AuditAction.CHANGE_PASSWORD, null, Map.of("by", by)));
  }
}
