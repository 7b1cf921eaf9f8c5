package app.countersign.pipeline;

import app.countersign.persona.PersonaKind;
import app.countersign.signal.SignalValues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a user's signals and persona to drafts: match content, write each rationale, check the
 * guardrails. Pure but for the clock and the polisher; what fails a guardrail is kept.
 */
public final class RecommendationPipeline {
  private final ContentMatcher matcher;
  private final Guardrails guardrails;
  private final RationalePolish polish;

  /** A pipeline over a catalogue; without a polisher the templates' texts stand. */
  public RecommendationPipeline(
      Catalogue catalogue, Guardrails guardrails, @Nullable RationalePolisher polisher) {
    this.matcher = new ContentMatcher(catalogue);
    this.guardrails = guardrails;
    this.polish = new RationalePolish(polisher, guardrails);
  }

  /** The drafts for one user; the clock gives the real time of each step. */
  public PipelineOutcome draft(PipelineInput input, InstantSource clock) {
    if (!input.consents().allowRecommendations()) {
      return PipelineOutcome.nothing(NothingDrafted.NO_CONSENT, List.of());
    }
    if (input.persona().primary() == PersonaKind.NONE) {
      return PipelineOutcome.nothing(NothingDrafted.NO_SIGNALS, List.of());
    }
    SignalValues values = SignalValues.of(input.signals());
    ValueText text = new ValueText(input.currency());
    ContentMatch match =
        matcher.match(values, input.persona(), input.today(), text, input.consents().allowOffers());
    Instant matchedAt = clock.instant();
    if (match.chosen().isEmpty()) {
      return PipelineOutcome.nothing(NothingDrafted.NO_MATCH, match.candidates());
    }
    Run run = new Run(input, values, new RationaleWriter(text), match, matchedAt, clock);
    List<RecommendationDraft> drafts = new ArrayList<>();
    for (CatalogueItem item : match.chosen()) {
      if (run.writer().write(item, values) instanceof Rationale.Written written) {
        drafts.add(draft(run, item, written.text()));
      }
    }
    return new PipelineOutcome(List.copyOf(drafts), match.candidates(), null);
  }

  private record Run(
      PipelineInput input,
      SignalValues values,
      RationaleWriter writer,
      ContentMatch match,
      Instant matchedAt,
      InstantSource clock) {}

  private RecommendationDraft draft(Run run, CatalogueItem item, String template) {
    PipelineInput input = run.input();
    PersonaKind primary = input.persona().primary();
    RationalePolish.Polished polished = polish.polish(primary, item.title(), template);
    Instant writtenAt = run.clock().instant();
    GuardrailResult checks =
        guardrails.check(
            item.title(),
            polished.rationale(),
            item instanceof PartnerOffer offer ? offer : null,
            input.signals(),
            input.holdings());
    Instant checkedAt = run.clock().instant();
    List<PersonaKind> secondary = input.persona().secondary();
    ContentCandidate candidate = candidate(run.match(), item);
    return new RecommendationDraft(
        item,
        primary,
        secondary.isEmpty() ? null : secondary.getFirst(),
        item.title(),
        polished.rationale(),
        template,
        candidate.priority(),
        item.disclaimer().text(),
        candidate,
        run.match().candidates(),
        checks,
        new StepTimes(
            input.signalsDetectedAt(),
            input.personaAssignedAt(),
            run.matchedAt(),
            writtenAt,
            checkedAt),
        polished.model());
  }

  private static ContentCandidate candidate(ContentMatch match, CatalogueItem item) {
    return match.candidates().stream()
        .filter(candidate -> candidate.contentId().equals(item.id()))
        .findFirst()
        .orElseThrow();
  }
}
