package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.Guardrails;
import app.countersign.ledger.ConsentKind;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaRules;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.signal.UserSignals;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.ModelUse;
import app.countersign.trace.StepTimes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecommendationPipelineTest {
  private static final Instant START = Instant.parse("2025-07-01T08:00:00Z");
  private static final Set<ConsentKind> ALL = Set.of(ConsentKind.values());
  private static final Catalogue CATALOGUE = CatalogueFiles.load();

  private static PipelineInput input(
      UserSignals signals, Holdings holdings, Set<ConsentKind> consents) {
    return new PipelineInput(
        signals,
        START.minusSeconds(20),
        PersonaRules.evaluate(signals),
        START.minusSeconds(10),
        holdings,
        consents,
        Map.of(),
        SampleUsers.TODAY,
        Currency.getInstance("USD"));
  }

  private static PipelineOutcome draft(PipelineInput input, PolishedTexts polished) {
    AtomicLong ticks = new AtomicLong();
    InstantSource clock = () -> START.plusMillis(ticks.getAndIncrement());
    return new RecommendationPipeline(CATALOGUE, Guardrails.load()).draft(input, polished, clock);
  }

  private static List<RecommendationDraft> polished(
      PipelineInput input, RationalePolisher polisher) {
    List<RecommendationDraft> plain = draft(input, PolishedTexts.NONE).drafts();
    return draft(input, new Polishing(Optional.of(polisher)).polish(plain)).drafts();
  }

  private static RationalePolisher answering(String from, String to) {
    return (persona, title, rationale) ->
        Optional.of(
            new PolishedText(rationale.replace(from, to), "a-model", new BigDecimal("0.7"), 120));
  }

  @Test
  void everyDraftCarriesWhatItsTraceNeeds() {
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, ALL);

    PipelineOutcome outcome = draft(input, PolishedTexts.NONE);

    assertThat(outcome.nothingBecause()).isNull();
    assertThat(outcome.drafts()).hasSizeBetween(4, 8);
    RecommendationDraft first = outcome.drafts().getFirst();
    assertThat(first.personaPrimary()).isEqualTo(PersonaKind.HIGH_UTILIZATION);
    assertThat(first.personaSecondary()).isNull();
    assertThat(first.candidates()).isEqualTo(outcome.candidates());
    assertThat(first.priority()).isEqualTo(Priority.HIGH);
    assertThat(first.templateRationale()).isEqualTo(first.rationale());
    assertThat(first.model()).isNull();
    assertThat(first.steps())
        .isEqualTo(
            new StepTimes(
                START.minusSeconds(20),
                START.minusSeconds(10),
                START,
                START.plusMillis(1),
                START.plusMillis(2)));
    assertThat(outcome.drafts())
        .allSatisfy(
            draft -> {
              assertThat(draft.guardrails().tone().passed()).isTrue();
              assertThat(draft.guardrails().advice().passed()).isTrue();
              assertThat(draft.disclaimer()).isEqualTo(draft.item().disclaimer().text());
              assertThat(RationaleForm.faults(draft.rationale())).isEmpty();
            });
    assertThat(outcome.drafts())
        .extracting(draft -> draft.type() == ContentType.PARTNER_OFFER)
        .isSorted();
  }

  @Test
  void aDraftThatFailsAGuardrailIsKept() {
    UserSignals saver = SampleUsers.saver();
    Holdings unknownRate = new Holdings(List.of(new SavingsAccount("1234", null)), null);

    PipelineOutcome outcome = draft(input(saver, unknownRate, ALL), PolishedTexts.NONE);

    assertThat(outcome.drafts())
        .filteredOn(draft -> !draft.guardrails().passed())
        .extracting(draft -> draft.item().id())
        .contains("offer_larkfield_savings");
    assertThat(outcome.drafts())
        .filteredOn(draft -> draft.item().id().equals("offer_fernway_investing"))
        .allSatisfy(draft -> assertThat(draft.guardrails().passed()).isTrue());
  }

  @Test
  void theSecondaryPersonaIsTheFirstOfThem() {
    UserSignals both =
        new UserSignals(
            SampleUsers.subscriptions(7, "152.94", "14.2"),
            null,
            SampleUsers.indebted().credit(),
            null,
            null);

    PipelineOutcome outcome = draft(input(both, Holdings.NONE, ALL), PolishedTexts.NONE);

    assertThat(outcome.drafts().getFirst().personaSecondary())
        .isEqualTo(PersonaKind.SUBSCRIPTION_HEAVY);
  }

  @Test
  void withoutConsentNothingIsDrafted() {
    for (Set<ConsentKind> missing :
        List.of(
            Set.of(ConsentKind.RECOMMENDATIONS, ConsentKind.PARTNER_OFFERS),
            Set.of(ConsentKind.DATA_ANALYSIS, ConsentKind.PARTNER_OFFERS))) {
      PipelineOutcome outcome =
          draft(input(SampleUsers.saver(), Holdings.NONE, missing), PolishedTexts.NONE);

      assertThat(outcome)
          .isEqualTo(new PipelineOutcome(List.of(), List.of(), NothingDrafted.NO_CONSENT));
    }
  }

  @Test
  void withoutConsentToOffersOnlyEducationIsDrafted() {
    PipelineOutcome outcome =
        draft(
            input(SampleUsers.saver(), Holdings.NONE, PipelineInput.REQUIRED_CONSENTS),
            PolishedTexts.NONE);

    assertThat(outcome.drafts())
        .isNotEmpty()
        .noneMatch(draft -> draft.type() == ContentType.PARTNER_OFFER);
  }

  @Test
  void withoutSignalsOrWithoutAMatchNothingIsDraftedAndTheReasonIsGiven() {
    PipelineOutcome noSignals =
        draft(input(UserSignals.NONE, Holdings.NONE, ALL), PolishedTexts.NONE);
    PipelineOutcome noMatch =
        new RecommendationPipeline(new Catalogue(List.of(), List.of()), Guardrails.load())
            .draft(
                input(SampleUsers.saver(), Holdings.NONE, ALL),
                PolishedTexts.NONE,
                InstantSource.system());

    assertThat(noSignals.nothingBecause()).isEqualTo(NothingDrafted.NO_SIGNALS);
    assertThat(noMatch.nothingBecause()).isEqualTo(NothingDrafted.NO_MATCH);
  }

  @Test
  void aPolishedTextThatKeepsItsNumbersIsUsed() {
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, ALL);

    RecommendationDraft draft = polished(input, answering("could", "might well")).getFirst();

    assertThat(draft.rationale())
        .isEqualTo(draft.templateRationale().replace("could", "might well"));
    assertThat(draft.model()).isEqualTo(new ModelUse("a-model", new BigDecimal("0.7"), 120));
    assertThat(draft.candidates())
        .flatExtracting(ContentCandidate::reasons)
        .noneMatch(reason -> reason.contains("model"));
  }

  @Test
  void aPolishedTextThatMayNotReplaceTheTemplateIsNamedAndNotUsed() {
    assertNotUsed("because", "as", "the text holds neither because nor since");
    assertNotUsed("30", "31", "the text changes the numbers");
    assertNotUsed("could", "stupid", "the text fails the tone check");
    assertNotUsed("could", "you should", "the text fails the advice check");
  }

  private static void assertNotUsed(String from, String to, String objection) {
    RationalePolisher polisher =
        (persona, title, rationale) ->
            Optional.of(
                new PolishedText(
                    rationale.replaceAll("(?i)\\b" + from + "\\b", to), "a-model", null, null));
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, ALL);

    RecommendationDraft draft =
        polished(input, polisher).stream()
            .filter(each -> each.item().id().equals("credit_utilization_101"))
            .findFirst()
            .orElseThrow();

    assertThat(draft.rationale()).isEqualTo(draft.templateRationale());
    assertThat(draft.model()).isEqualTo(new ModelUse("a-model", null, null));
    assertThat(draft.candidates())
        .filteredOn(candidate -> candidate.contentId().equals(draft.item().id()))
        .flatExtracting(ContentCandidate::reasons)
        .contains("The model's text is not used: " + objection);
  }

  @Test
  void aPolisherWithoutAnAnswerOrWithAFaultCostsNothing() {
    PipelineInput input = input(SampleUsers.saver(), Holdings.NONE, ALL);
    List<RecommendationDraft> plain = draft(input, PolishedTexts.NONE).drafts();

    List<RecommendationDraft> silent =
        polished(input, (persona, title, rationale) -> Optional.empty());
    List<RecommendationDraft> broken =
        polished(
            input,
            (persona, title, rationale) -> {
              throw new IllegalStateException("down");
            });

    assertThat(silent).isEqualTo(plain);
    assertThat(broken).isEqualTo(plain);
    assertThat(new Polishing(Optional.empty()).isPossible()).isFalse();
    assertThat(new Polishing(Optional.of(answering("a", "b"))).isPossible()).isTrue();
  }

  @Test
  void aTextPolishedForOtherNumbersIsNotUsed() {
    PipelineInput before = input(SampleUsers.indebted(), Holdings.NONE, ALL);
    PolishedTexts polished =
        new Polishing(Optional.of(answering("could", "might well")))
            .polish(draft(before, PolishedTexts.NONE).drafts());
    UserSignals moved =
        new UserSignals(null, null, SampleUsers.credit("69", "26", true, false, true), null, null);

    RecommendationDraft draft =
        draft(input(moved, Holdings.NONE, ALL), polished).drafts().stream()
            .filter(each -> each.item().id().equals("credit_utilization_101"))
            .findFirst()
            .orElseThrow();

    assertThat(draft.rationale()).contains("69%").isEqualTo(draft.templateRationale());
    assertThat(draft.model()).isNull();
  }

  @Test
  void whatIsThereAlreadyIsTheReasonWhenNothingElseSuits() {
    PipelineInput input = input(SampleUsers.saver(), Holdings.NONE, ALL);
    Map<String, String> there =
        draft(input, PolishedTexts.NONE).drafts().stream()
            .collect(Collectors.toMap(draft -> draft.item().id(), draft -> "it waits"));
    PipelineInput again =
        new PipelineInput(
            input.signals(),
            input.signalsDetectedAt(),
            input.persona(),
            input.personaAssignedAt(),
            input.holdings(),
            input.consents(),
            there,
            input.today(),
            input.currency());

    PipelineOutcome outcome = draft(again, PolishedTexts.NONE);

    assertThat(outcome.drafts()).isEmpty();
    assertThat(outcome.nothingBecause()).isEqualTo(NothingDrafted.ALREADY_THERE);
    assertThat(outcome.candidates()).isNotEmpty();
  }
}
