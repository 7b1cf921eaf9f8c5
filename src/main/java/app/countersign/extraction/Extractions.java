package app.countersign.extraction;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.contract.Contract;
import app.countersign.contract.ContractDocument;
import app.countersign.contract.ContractRepository;
import app.countersign.contract.DocumentRepository;
import app.countersign.document.DocumentText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has the terms of contracts read. A text is read once by each provider unless forced, however many
 * ask at once; the reading happens outside of any transaction, the storing in one.
 */
@Singleton
public class Extractions {
  private static final String CONTRACT_ID = "contractId";

  private final ContractRepository contracts;
  private final DocumentRepository documents;
  private final ExtractionRepository extractions;
  private final ExtractionLeases leases;
  private final TermReading reading;
  private final ExtractionCache cache;
  private final AuditTrail audit;

  Extractions(
      ContractRepository contracts,
      DocumentRepository documents,
      ExtractionRepository extractions,
      ExtractionLeases leases,
      TermReading reading,
      ExtractionCache cache,
      AuditTrail audit) {
    this.contracts = contracts;
    this.documents = documents;
    this.extractions = extractions;
    this.leases = leases;
    this.reading = reading;
    this.cache = cache;
    this.audit = audit;
  }

  /** What is known before the transaction: an extraction that was there, or a new reading. */
  public sealed interface Prepared {
    /** Somebody had it read already. */
    record There(Extraction extraction) implements Prepared {}

    /** It was read just now. */
    record Fresh(NewExtraction extraction, ExtractionLeases.Lease lease) implements Prepared {}
  }

  /** An extraction, and whether it was made by the call. */
  public record Outcome(Extraction extraction, boolean isNew) {}

  /**
   * Finds the reading of the contract's text, or reads it; not within a transaction.
   *
   * @throws RefusedException NOT_FOUND without the contract, TEXT_MISSING without a text,
   *     READER_UNAVAILABLE when nobody could read
   */
  public Prepared prepare(Actor actor, ExtractContractInput input) {
    Contract contract = contracts.find(input.contractId());
    if (contract == null) {
      throw notFound();
    }
    ContractDocument document = documents.inForce(Set.of(contract.id())).get(contract.id());
    DocumentText text = document == null ? null : documents.text(document.id());
    if (document == null || text == null) {
      throw RefusedException.of(
          UserErrorCode.TEXT_MISSING,
          "The contract has no text to read yet.",
          "input",
          CONTRACT_ID);
    }
    TermReading.Request request =
        new TermReading.Request(
            document,
            text,
            contract.jurisdiction(),
            input.provider(),
            Boolean.TRUE.equals(input.force()));
    return reading.findOrRead(actor, request);
  }

  /** Stores what was made ready, as the contract's newest, in one transaction. */
  @Transactional
  public Outcome store(Actor actor, Prepared prepared) {
    return switch (prepared) {
      case Prepared.There(Extraction extraction) -> new Outcome(extraction, false);
      case Prepared.Fresh(NewExtraction extraction, var _) -> {
        if (contracts.hold(extraction.document().contractId()) == null) {
          throw notFound();
        }
        UUID replaced = extractions.currentIdOf(extraction.document().contractId());
        if (replaced != null) {
          cache.changed(replaced);
        }
        extractions.insert(extraction);
        Extraction stored = Objects.requireNonNull(extractions.find(extraction.id()));
        audit.record(actor, event(stored));
        yield new Outcome(stored, true);
      }
    };
  }

  /** Lets the next one read; after the transaction, so that whoever waited finds what it stored. */
  public void release(Prepared prepared) {
    if (prepared instanceof Prepared.Fresh(var _, ExtractionLeases.Lease lease)) {
      leases.release(lease);
    }
  }

  private static AuditEvent event(Extraction extraction) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    after.put("extractionId", extraction.id());
    after.put("documentVersion", extraction.documentVersion());
    after.put("textHash", extraction.textHash());
    after.put("provider", extraction.provider());
    after.put("model", extraction.model());
    after.put("failedProviders", extraction.failedProviders());
    after.putAll(HeldTerms.of(extraction).texts());
    after.put("durationMillis", extraction.durationMillis());
    after.put("costUsd", extraction.costUsd());
    return AuditEvent.ofContract(
        Extraction.SUBJECT,
        extraction.id().toString(),
        AuditAction.EXTRACT,
        extraction.contractId(),
        null,
        after);
  }

  private static RefusedException notFound() {
    return RefusedException.of(
        UserErrorCode.NOT_FOUND, "There is no contract with this id.", "input", CONTRACT_ID);
  }
}
