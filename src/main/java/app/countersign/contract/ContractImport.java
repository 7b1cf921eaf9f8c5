package app.countersign.contract;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.document.DocumentText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes contracts in. What an import leaves open stays as it is known; the same import again
 * changes nothing but when the contract was last synced. A text that differs from the one in force
 * becomes the next one; the earlier ones stay.
 */
@Singleton
public class ContractImport {
  private final ImportStatements statements;
  private final DocumentRepository documents;
  private final AuditTrail audit;
  private final List<ContractChanged> listeners;
  private final Clock clock;

  ContractImport(
      ImportStatements statements,
      DocumentRepository documents,
      AuditTrail audit,
      List<ContractChanged> listeners,
      Clock clock) {
    this.statements = statements;
    this.documents = documents;
    this.audit = audit;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** What is known of the text in force; without a document it is pending. */
  private record TextState(TextStatus status, @Nullable String hash) {
    static final TextState NONE = new TextState(TextStatus.PENDING, null);
  }

  /** What an import says of the text. */
  private record StatedText(@Nullable TextStatus status, @Nullable DocumentText text) {
    static StatedText of(ImportedContract stated) {
      return stated.text() == null
          ? new StatedText(stated.textStatus(), null)
          : new StatedText(TextStatus.COMPLETED, DocumentText.of(stated.text()));
    }
  }

  /**
   * Stores a contract, in the running transaction or in one of its own. Imports of one contract
   * wait for each other.
   *
   * @throws RefusedException with INVALID_INPUT and the place of each rule that is broken
   */
  @Transactional
  public StoredContract store(Actor actor, ImportedContract stated) {
    ImportedContract checked = ImportRules.checked(stated);
    StatedText text = StatedText.of(checked);
    String hash = text.text == null ? null : text.text.hash();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Contract known = statements.lock(checked.contractId());
    if (known == null) {
      StoredContract created = create(actor, checked, text, hash, now);
      if (created != null) {
        return created;
      }
      known = Objects.requireNonNull(statements.lock(checked.contractId()));
    }
    return update(actor, known, checked, text, hash, now);
  }

  /** Null when another import made it in the meantime. */
  private @Nullable StoredContract create(
      Actor actor, ImportedContract stated, StatedText text, @Nullable String hash, Instant now) {
    boolean hasDocument = isNews(text, hash, TextState.NONE);
    Contract unknown = ContractMerge.unknown(stated, now);
    Contract merged = ContractMerge.over(unknown, stated);
    refuseWrongDays(merged, stated);
    Contract created = written(merged, hasDocument ? 1 : 0, 1, now, now);
    if (!statements.insert(created)) {
      return null;
    }
    if (hasDocument) {
      addDocument(created, text, hash, stated);
    }
    record(actor, created, null, facts(created, hasDocument ? hash : null));
    tell(null, created);
    return new StoredContract(created, ImportOutcome.CREATED);
  }

  private StoredContract update(
      Actor actor,
      Contract known,
      ImportedContract stated,
      StatedText text,
      @Nullable String hash,
      Instant now) {
    TextState inForce = inForce(known);
    boolean hasDocument = isNews(text, hash, inForce);
    Contract merged = ContractMerge.over(known, stated);
    refuseWrongDays(merged, stated);
    List<String> changes = ContractMerge.changes(known, merged);
    if (changes.isEmpty() && !hasDocument) {
      statements.sync(known.id(), now);
      Contract synced =
          written(known, known.documentVersion(), known.version(), now, known.updatedAt());
      tell(known, synced);
      return new StoredContract(synced, ImportOutcome.UNCHANGED);
    }
    int documentVersion = known.documentVersion() + (hasDocument ? 1 : 0);
    Contract updated = written(merged, documentVersion, known.version() + 1, now, now);
    statements.update(updated);
    if (hasDocument) {
      addDocument(updated, text, hash, stated);
      changes.add("text");
    }
    Map<String, Object> after = facts(updated, hasDocument ? hash : inForce.hash);
    after.put("changed", changes);
    record(actor, updated, facts(known, inForce.hash), after);
    tell(known, updated);
    return new StoredContract(updated, ImportOutcome.UPDATED);
  }

  private TextState inForce(Contract contract) {
    ContractDocument document = documents.inForce(List.of(contract.id())).get(contract.id());
    return document == null
        ? TextState.NONE
        : new TextState(document.textStatus(), document.hash());
  }

  /** A text that is there is not given up because it is on its way again. */
  private static boolean isNews(StatedText text, @Nullable String hash, TextState inForce) {
    if (text.status == null
        || (text.status == TextStatus.PENDING && inForce.status == TextStatus.COMPLETED)) {
      return false;
    }
    return text.status != inForce.status || !Objects.equals(hash, inForce.hash);
  }

  private void addDocument(
      Contract contract, StatedText text, @Nullable String hash, ImportedContract stated) {
    statements.insertDocument(
        contract, Objects.requireNonNull(text.status), text.text, hash, stated.textExtractedAt());
  }

  /** Only what is known and what is stated together say whether the days fit. */
  private static void refuseWrongDays(Contract merged, ImportedContract stated) {
    LocalDate first = merged.effectiveDate();
    LocalDate last = merged.endDate();
    if (first == null || last == null || !last.isBefore(first)) {
      return;
    }
    String field =
        stated.endDate() != null
            ? "endDate"
            : stated.effectiveDate() != null ? "effectiveDate" : "contractDate";
    throw RefusedException.of(
        UserErrorCode.INVALID_INPUT,
        "The last day of cover is not before the first.",
        "input",
        field);
  }

  private static Contract written(
      Contract contract, int documentVersion, int version, Instant syncedAt, Instant updatedAt) {
    return new Contract(
        contract.id(),
        contract.accountNumber(),
        contract.type(),
        contract.contractDate(),
        contract.statedEffectiveDate(),
        contract.endDate(),
        contract.termMonths(),
        contract.customerName(),
        contract.vehicle(),
        contract.price(),
        contract.jurisdiction(),
        contract.loan(),
        contract.odometerAtSale(),
        contract.mileageLimit(),
        contract.objectKey(),
        documentVersion,
        syncedAt,
        version,
        contract.createdAt(),
        updatedAt);
  }

  /** Never what a customer could be told by: which fields changed, not what they hold. */
  private static Map<String, Object> facts(Contract contract, @Nullable String hash) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", contract.version());
    facts.put("documentVersion", contract.documentVersion());
    if (hash != null) {
      facts.put("textHash", hash);
    }
    return facts;
  }

  private void record(
      Actor actor,
      Contract contract,
      @Nullable Map<String, Object> before,
      Map<String, Object> after) {
    audit.record(
        actor,
        AuditEvent.ofContract(
            Contract.SUBJECT, contract.id(), AuditAction.IMPORT, contract.id(), before, after));
  }

  private void tell(@Nullable Contract before, Contract after) {
    listeners.forEach(listener -> listener.changed(before, after));
  }
}
