package app.countersign.customer;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.identity.Accounts;
import app.countersign.identity.Accounts.Account;
import app.countersign.identity.Accounts.NewPassword;
import app.countersign.letter.LetterKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Makes accounts of those who sign up, and verifies their addresses. */
@Singleton
public class SignUps {
  private final Accounts accounts;
  private final CustomerRepository customers;
  private final AccountLetters letters;
  private final AuditTrail audit;
  private final Clock clock;

  SignUps(
      Accounts accounts,
      CustomerRepository customers,
      AccountLetters letters,
      AuditTrail audit,
      Clock clock) {
    this.accounts = accounts;
    this.customers = customers;
    this.letters = letters;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes the account and writes a letter; of an address that is taken the letter tells so. */
  @Transactional
  public void signUp(String address, String name, String timeZone, NewPassword password) {
    UUID id = Ids.next();
    if (!accounts.create(id, address, name, password)) {
      accounts
          .byAddress(address)
          .ifPresent(account -> letters.send(LetterKind.ADDRESS_TAKEN, account));
      return;
    }
    Account account = new Account(id, address, name.strip(), true);
    customers.insert(id, account.name(), address, timeZone, clock.instant());
    letters.send(LetterKind.VERIFY_EMAIL, account);
    audit.record(
        CustomerRecord.byLetter(id),
        CustomerRecord.event(id, AuditAction.SIGN_UP, null, Map.of("isEmailVerified", false)));
  }

  /**
   * Makes the account of somebody whose address was proved elsewhere; no letter is written. Where
   * the address is taken, nothing changes.
   *
   * @param actor who vouches for the address
   * @param timeZone IANA name
   */
  @Transactional
  public void enroll(
      Actor actor, String address, String name, String timeZone, NewPassword password) {
    UUID id = Ids.next();
    if (!accounts.create(id, address, name, password)) {
      return;
    }
    Instant now = clock.instant();
    customers.insert(id, name.strip(), address, timeZone, now);
    customers.verify(id, now);
    audit.record(
        actor,
        CustomerRecord.event(id, AuditAction.SIGN_UP, null, Map.of("isEmailVerified", true)));
  }

  /** Writes the letter again, if the address is a customer's and not verified. */
  @Transactional
  public void resend(String address) {
    accounts
        .byAddress(address)
        .filter(account -> account.isCustomer() && customers.isUnverified(account.id()))
        .ifPresent(account -> letters.send(LetterKind.VERIFY_EMAIL, account));
  }

  /**
   * Takes a letter's token for the proof that the address is the person's.
   *
   * @throws app.countersign.platform.graphql.RefusedException with TOKEN_EXPIRED
   */
  @Transactional
  public Instant verify(String token) {
    Instant now = clock.instant();
    UUID id = letters.holder(LetterKind.VERIFY_EMAIL, token);
    customers.lock(id);
    letters.use(LetterKind.VERIFY_EMAIL, token);
    confirm(id, now);
    return now;
  }

  /** Notes in the running transaction that the address is the person's. */
  void confirm(UUID id, Instant now) {
    if (customers.verify(id, now) == 1) {
      letters.voidAll(LetterKind.VERIFY_EMAIL, id);
      audit.record(
          CustomerRecord.byLetter(id),
          CustomerRecord.event(
              id,
              AuditAction.VERIFY_EMAIL,
              Map.of("isEmailVerified", false),
              Map.of("isEmailVerified", true)));
    }
  }
}
