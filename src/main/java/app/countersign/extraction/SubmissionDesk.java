package app.countersign.extraction;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.contract.Contract;
import app.countersign.contract.ContractRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an extraction is submitted: checked, corrected and confirmed by a person, once and for all.
 * The contract is held meanwhile, so that of a submission and an import of a newer text one comes
 * first and the other sees it.
 */
@Singleton
public class SubmissionDesk {
  private static final int LONGEST_NOTES = 500;
  private static final String ID = "extractionId";

  private final ContractRepository contracts;
  private final ExtractionRepository extractions;
  private final CorrectionRepository corrections;
  private final ExtractionCache cache;
  private final AuditTrail audit;
  private final Clock clock;

  SubmissionDesk(
      ContractRepository contracts,
      ExtractionRepository extractions,
      CorrectionRepository corrections,
      ExtractionCache cache,
      AuditTrail audit,
      Clock clock) {
    this.contracts = contracts;
    this.extractions = extractions;
    this.corrections = corrections;
    this.cache = cache;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Submits with the corrections, all or nothing.
   *
   * @throws RefusedException NOT_FOUND, STALE_VERSION, ILLEGAL_TRANSITION when it was submitted or
   *     replaced, STALE_TEXT when the contract has a newer text, INVALID_INPUT
   */
  @Transactional
  public Extraction submit(Actor actor, SubmitExtractionInput input) {
    String notes = notes(input.notes());
    Extraction before = held(input.extractionId());
    UserError refusal = refusal(before, input.expectedVersion());
    if (before == null || refusal != null) {
      throw new RefusedException(List.of(refusal == null ? notFound() : refusal));
    }
    HeldTerms read = HeldTerms.of(before);
    Corrections.Applied applied =
        Corrections.apply(read, Objects.requireNonNullElse(input.corrections(), List.of()));
    Instant now = clock.instant();
    List<Correction> made = made(before.id(), read, applied, actor, now);
    boolean isSubmitted =
        extractions.submit(
            new SubmittedTerms(
                before.id(),
                before.version(),
                applied.terms().premium(),
                applied.terms().refundMethod(),
                applied.terms().cancellationFee(),
                notes,
                now,
                actor.id()));
    if (!isSubmitted) {
      throw new IllegalStateException("an extraction changed while its contract was held");
    }
    corrections.insertAll(made);
    cache.changed(before.id());
    audit.record(actor, event(before, made, notes));
    return Objects.requireNonNull(extractions.find(before.id()));
  }

  /**
   * Why an extraction cannot be submitted, for the caller to see before trying; empty if it can.
   */
  static Optional<String> obstacle(Extraction extraction) {
    return Optional.ofNullable(refusal(extraction, null)).map(UserError::message);
  }

  /** Reads it again once nobody else can change it. */
  private @Nullable Extraction held(UUID id) {
    Extraction found = extractions.find(id);
    Contract contract = found == null ? null : contracts.hold(found.contractId());
    return contract == null ? null : extractions.find(id);
  }

  private static @Nullable UserError refusal(
      @Nullable Extraction extraction, @Nullable Integer expectedVersion) {
    if (extraction == null) {
      return notFound();
    }
    if (expectedVersion != null && expectedVersion != extraction.version()) {
      return error(
          UserErrorCode.STALE_VERSION,
          "It has changed since it was read: it has version %d.".formatted(extraction.version()),
          "expectedVersion",
          extraction);
    }
    if (extraction.status() != ExtractionStatus.PENDING) {
      return error(UserErrorCode.ILLEGAL_TRANSITION, "It was submitted already.", ID, extraction);
    }
    if (extraction.isStale()) {
      return error(
          UserErrorCode.STALE_TEXT,
          "The contract has a newer text: have it read again.",
          ID,
          extraction);
    }
    return extraction.isCurrent()
        ? null
        : error(
            UserErrorCode.ILLEGAL_TRANSITION,
            "A newer extraction of the contract has taken its place.",
            ID,
            extraction);
  }

  private static UserError notFound() {
    return UserError.of(
        UserErrorCode.NOT_FOUND, "There is no extraction with this id.", "input", ID);
  }

  private static UserError error(
      UserErrorCode code, String message, String field, Extraction extraction) {
    return new UserError(
        code, message, List.of("input", field), extraction.version(), extraction.status().name());
  }

  private static @Nullable String notes(@Nullable String notes) {
    String trimmed = notes == null ? "" : notes.strip();
    if (trimmed.codePointCount(0, trimmed.length()) > LONGEST_NOTES) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "Notes have at most %d characters.".formatted(LONGEST_NOTES),
          "input",
          "notes");
    }
    return trimmed.isEmpty() ? null : trimmed;
  }

  /** Only what differs is a correction: naming the value that was read confirms it. */
  private static List<Correction> made(
      UUID id, HeldTerms read, Corrections.Applied applied, Actor actor, Instant now) {
    List<Correction> made = new ArrayList<>();
    for (TermName term : TermName.values()) {
      String original = read.text(term);
      String corrected = applied.terms().text(term);
      if (!Objects.equals(original, corrected)) {
        made.add(
            new Correction(
                id, term, original, corrected, applied.reasons().get(term), actor.id(), now));
      }
    }
    return made;
  }

  private static AuditEvent event(
      Extraction before, List<Correction> made, @Nullable String notes) {
    Map<String, @Nullable Object> was = new LinkedHashMap<>();
    Map<String, @Nullable Object> is = new LinkedHashMap<>();
    was.put("status", ExtractionStatus.PENDING);
    is.put("status", ExtractionStatus.APPROVED);
    for (Correction correction : made) {
      was.put(correction.term().name(), correction.original());
      is.put(correction.term().name(), correction.corrected());
    }
    is.put("notes", notes);
    return AuditEvent.ofContract(
        Extraction.SUBJECT,
        before.id().toString(),
        AuditAction.SUBMIT,
        before.contractId(),
        was,
        is);
  }
}
