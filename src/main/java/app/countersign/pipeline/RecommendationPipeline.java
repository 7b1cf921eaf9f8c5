package app.countersign.pipeline;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import app.countersign.persona.PersonaKind;
import app.countersign.signal.SignalValues;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.StepTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * From a user's signals and persona to drafts: match content, write each rationale, check the
 * guardrails. Pure but for the clock; what fails a guardrail is kept.
 */
public final class RecommendationPipeline {
  private final ContentMatcher matcher;
  private final TextGuardrails guardrails;
  private final RationalePolish polish;

  /** A pipeline over a catalogue. */
  public RecommendationPipeline(Catalogue catalogue, TextGuardrails guardrails) {
    this.matcher = new ContentMatcher(catalogue);
    this.guardrails = guardrails;
    this.polish = new RationalePolish(guardrails);
  }

  /** The drafts for one user; the clock gives the real time of each step. */
  public PipelineOutcome draft(PipelineInput input, PolishedTexts polished, InstantSource clock) {
    if (!input.allowsRecommendations()) {
      return PipelineOutcome.nothing(NothingDrafted.NO_CONSENT, List.of());
    }
    if (input.persona().primary() == PersonaKind.NONE) {
      return PipelineOutcome.nothing(NothingDrafted.NO_SIGNALS, List.of());
    }
    SignalValues values = SignalValues.of(input.signals());
    ValueText text = new ValueText(input.currency());
    ContentMatch match =
        matcher.match(
            values,
            input.persona(),
            input.today(),
            text,
            input.allowsOffers(),
            input.alreadyThere());
    Instant matchedAt = clock.instant();
    if (match.chosen().isEmpty()) {
      return PipelineOutcome.nothing(nothingChosen(match, input), match.candidates());
    }
    Run run = new Run(input, polished, match, matchedAt, clock);
    RationaleWriter writer = new RationaleWriter(text);
    List<RecommendationDraft> drafts = new ArrayList<>();
    for (ContentMatch.Chosen chosen : match.chosen()) {
      if (writer.write(chosen.item(), values) instanceof Rationale.Written written) {
        drafts.add(draft(run, chosen, written.text()));
      }
    }
    return new PipelineOutcome(List.copyOf(drafts), match.candidates(), null);
  }

  private record Run(
      PipelineInput input,
      PolishedTexts polished,
      ContentMatch match,
      Instant matchedAt,
      InstantSource clock) {}

  private static NothingDrafted nothingChosen(ContentMatch match, PipelineInput input) {
    return match.candidates().stream()
            .anyMatch(candidate -> input.alreadyThere().containsKey(candidate.contentId()))
        ? NothingDrafted.ALREADY_THERE
        : NothingDrafted.NO_MATCH;
  }

  private RecommendationDraft draft(Run run, ContentMatch.Chosen chosen, String template) {
    PipelineInput input = run.input();
    CatalogueItem item = chosen.item();
    RationalePolish.Polished polished =
        polish.choose(item.title(), template, run.polished().of(item.title(), template));
    Instant writtenAt = run.clock().instant();
    GuardrailResult checks = check(item, polished.rationale(), input);
    Instant checkedAt = run.clock().instant();
    List<PersonaKind> secondary = input.persona().secondary();
    return new RecommendationDraft(
        item,
        input.persona().primary(),
        secondary.isEmpty() ? null : secondary.getFirst(),
        item.title(),
        polished.rationale(),
        template,
        chosen.priority(),
        item.disclaimer().text(),
        candidates(run.match(), item, polished),
        checks,
        new StepTimes(
            input.signalsDetectedAt(),
            input.personaAssignedAt(),
            run.matchedAt(),
            writtenAt,
            checkedAt),
        polished.model());
  }

  private GuardrailResult check(CatalogueItem item, String rationale, PipelineInput input) {
    TextChecks text = guardrails.check(item.title(), rationale);
    return new GuardrailResult(
        text.tone(),
        text.advice(),
        item instanceof PartnerOffer offer
            ? OfferEligibility.check(offer, input.signals(), input.holdings())
            : GuardrailCheck.PASSED);
  }

  /** A model's text that was not used is said beside the item it was for. */
  private static List<ContentCandidate> candidates(
      ContentMatch match, CatalogueItem item, RationalePolish.Polished polished) {
    String objection = polished.objection();
    return objection == null
        ? match.candidates()
        : match.candidates().stream()
            .map(
                candidate ->
                    candidate.contentId().equals(item.id())
                        ? because(candidate, "The model's text is not used: " + objection)
                        : candidate)
            .toList();
  }

  private static ContentCandidate because(ContentCandidate candidate, String reason) {
    return new ContentCandidate(
        candidate.contentId(),
        candidate.title(),
        candidate.type(),
        candidate.score(),
        candidate.parts(),
        Stream.concat(candidate.reasons().stream(), Stream.of(reason)).toList(),
        candidate.chosen());
  }
}
