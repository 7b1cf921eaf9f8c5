package app.countersign.ledger;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes bank documents in. The same document of a user twice changes nothing; a newer one
 * supersedes the accounts of the earlier ones, whose rows stay for the record.
 */
@Singleton
public class BankDataImport {
  /** The version on record for consents that come with an import. */
  private static final String CONSENT_TEXT_VERSION = "import";

  static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final PlaidDocumentReader reader;
  private final LedgerRepository ledgers;
  private final UserRepository users;
  private final Consents consents;
  private final AuditTrail audit;
  private final Clock clock;

  BankDataImport(
      PlaidDocumentReader reader,
      LedgerRepository ledgers,
      UserRepository users,
      Consents consents,
      AuditTrail audit,
      Clock clock) {
    this.reader = reader;
    this.ledgers = ledgers;
    this.users = users;
    this.consents = consents;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Reads a document and stores what is in it.
   *
   * @param userId whose it is; null takes the one in the document's profile
   * @param granted consents to put on record with it, see {@link #store}
   * @throws RefusedException with UNREADABLE_DOCUMENT and the place, or INVALID_INPUT for the id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ImportOutcome importDocument(
      Actor actor, @Nullable String userId, String document, Collection<ConsentKind> granted) {
    return switch (reader.read(document)) {
      case ImportResult.Read read -> store(actor, userId, read.ledger(), granted);
      case ImportResult.Refused refused ->
          throw RefusedException.of(
              UserErrorCode.UNREADABLE_DOCUMENT,
              refused.message(),
              "input",
              "document",
              refused.path());
    };
  }

  /**
   * Stores a document that was read before, for callers that read outside of the transaction.
   *
   * @param userId whose it is; null takes the one in the document's profile
   * @param granted consents to put on record with a document that is new; one that is in force
   *     stays as it was given. A document that came in before brings none: sending it again must
   *     not give back what was withdrawn since
   * @throws RefusedException with INVALID_INPUT for the id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ImportOutcome store(
      Actor actor,
      @Nullable String userId,
      ImportedLedger ledger,
      Collection<ConsentKind> granted) {
    String owner = owner(userId, ledger);
    List<String> warnings = ledger.warnings().stream().map(BankDataImport::text).toList();
    boolean isNew = putOnRecord(actor, owner, ledger, warnings);
    if (isNew) {
      consents.grant(actor, owner, granted, CONSENT_TEXT_VERSION);
    }
    return new ImportOutcome(
        owner, !isNew, ledger.accounts().size(), ledger.transactions().size(), warnings);
  }

  /** False when the document was there before. Imports of one user wait for each other here. */
  private boolean putOnRecord(
      Actor actor, String owner, ImportedLedger ledger, List<String> warnings) {
    if (ledgers.isImported(owner, ledger.contentHash())) {
      return false;
    }
    Instant now = clock.instant();
    ImportedLedger.StatedProfile profile = merged(ledger);
    boolean isKnown = !ledgers.insertUser(owner, profile, now);
    if (isKnown) {
      users.lock(List.of(owner));
    }
    UUID importId = Ids.next();
    if (!ledgers.insertImport(importId, owner, ledger, Json.write(warnings), actor.id(), now)) {
      return false;
    }
    if (isKnown) {
      ledgers.fillInUser(owner, profile);
      ledgers.supersedeAccounts(owner, now);
    }
    ledgers.insertAccounts(importId, owner, ledger.accounts());
    ledgers.insertLiabilities(owner, ledger.liabilities());
    ledgers.copyTransactions(owner, ledger.transactions());
    audit.record(
        actor,
        AuditEvent.of("User", owner, AuditAction.IMPORT, owner, null, facts(importId, ledger)));
    return true;
  }

  private static String owner(@Nullable String userId, ImportedLedger ledger) {
    String stated = ledger.profile() == null ? null : ledger.profile().userId();
    if (userId != null && stated != null && !userId.equals(stated)) {
      throw invalidId("The document's profile is of another user.");
    }
    String owner = userId == null ? stated : userId;
    if (owner == null) {
      throw invalidId("Give the user's id here or in the document's profile.");
    }
    if (!USER_ID.matcher(owner).matches()) {
      throw invalidId("A user's id takes 1 to 64 letters, digits, '_', '-' and '.'.");
    }
    return owner;
  }

  /** What the user said, and where that is silent what the bank says. */
  private static ImportedLedger.StatedProfile merged(ImportedLedger ledger) {
    ImportedLedger.StatedProfile profile = ledger.profile();
    ImportedLedger.Holder holder = ledger.holder();
    if (profile == null) {
      return new ImportedLedger.StatedProfile(
          null, holder.name(), holder.email(), null, null, null);
    }
    return new ImportedLedger.StatedProfile(
        profile.userId(),
        profile.name() == null ? holder.name() : profile.name(),
        profile.email() == null ? holder.email() : profile.email(),
        profile.ageBracket(),
        profile.annualIncome(),
        profile.region());
  }

  private static RefusedException invalidId(String message) {
    return RefusedException.of(UserErrorCode.INVALID_INPUT, message, "input", "userId");
  }

  private static Map<String, Object> facts(UUID importId, ImportedLedger ledger) {
    return Map.of(
        "importId", importId,
        "contentHash", ledger.contentHash(),
        "accounts", ledger.accounts().size(),
        "transactions", ledger.transactions().size());
  }

  private static String text(ImportWarning warning) {
    return "%s at %s (%d rows)".formatted(warning.kind(), warning.path(), warning.count());
  }
}
