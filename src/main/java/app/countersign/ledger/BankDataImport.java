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

  private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final LedgerRepository ledgers;
  private final Consents consents;
  private final AuditTrail audit;
  private final Clock clock;
  private final PlaidDocumentReader reader =
      new PlaidDocumentReader(MerchantRules.bundled(), Ids::next);

  BankDataImport(LedgerRepository ledgers, Consents consents, AuditTrail audit, Clock clock) {
    this.ledgers = ledgers;
    this.consents = consents;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Reads a document and stores what is in it.
   *
   * @param userId whose it is; null takes the one in the document's profile
   * @param granted consents to put on record with it
   * @throws RefusedException with UNREADABLE_DOCUMENT and the place, or INVALID_INPUT for the id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ImportOutcome importDocument(
      Actor actor, @Nullable String userId, String document, Collection<ConsentKind> granted) {
    ImportedLedger ledger = read(document);
    String owner = owner(userId, ledger);
    Instant now = clock.instant();
    putUser(owner, ledger, now);
    UUID importId = Ids.next();
    List<String> warnings = ledger.warnings().stream().map(BankDataImport::text).toList();
    boolean isNew =
        ledgers.insertImport(importId, owner, ledger, Json.write(warnings), actor.id(), now);
    if (isNew) {
      ledgers.supersedeAccounts(owner, now);
      ledgers.insertAccounts(importId, owner, ledger.accounts());
      ledgers.insertLiabilities(owner, ledger.liabilities());
      ledgers.copyTransactions(owner, ledger.transactions());
      audit.record(
          actor,
          AuditEvent.of("User", owner, AuditAction.IMPORT, owner, null, facts(importId, ledger)));
    }
    for (ConsentKind kind : granted) {
      consents.record(actor, owner, kind, true, CONSENT_TEXT_VERSION);
    }
    return new ImportOutcome(
        owner, !isNew, ledger.accounts().size(), ledger.transactions().size(), warnings);
  }

  private ImportedLedger read(String document) {
    return switch (reader.read(document)) {
      case ImportResult.Read read -> read.ledger();
      case ImportResult.Refused refused ->
          throw RefusedException.of(
              UserErrorCode.UNREADABLE_DOCUMENT,
              refused.message(),
              "input",
              "document",
              refused.path());
    };
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

  private void putUser(String owner, ImportedLedger ledger, Instant now) {
    ImportedLedger.StatedProfile profile = ledger.profile();
    ImportedLedger.Holder holder = ledger.holder();
    if (profile == null) {
      ledgers.putUser(owner, holder.name(), holder.email(), null, null, null, now);
      return;
    }
    ledgers.putUser(
        owner,
        profile.name() == null ? holder.name() : profile.name(),
        profile.email() == null ? holder.email() : profile.email(),
        profile.region(),
        profile.ageBracket(),
        profile.annualIncome(),
        now);
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
