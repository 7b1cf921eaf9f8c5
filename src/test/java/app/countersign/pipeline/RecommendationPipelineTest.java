package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaRules;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommendationPipelineTest {
  private static final Instant START = Instant.parse("2025-07-01T08:00:00Z");
  private static final Catalogue CATALOGUE = CatalogueFiles.load();

  private static PipelineInput input(UserSignals signals, Holdings holdings, Consents consents) {
    return new PipelineInput(
        signals,
        START.minusSeconds(20),
        PersonaRules.evaluate(signals),
        START.minusSeconds(10),
        holdings,
        consents,
        SampleUsers.TODAY,
        Currency.getInstance("USD"));
  }

  private static PipelineOutcome draft(PipelineInput input, @Nullable RationalePolisher polisher) {
    AtomicLong ticks = new AtomicLong();
    InstantSource clock = () -> START.plusMillis(ticks.getAndIncrement());
    return new RecommendationPipeline(CATALOGUE, Guardrails.load(), polisher).draft(input, clock);
  }

  private static RationalePolisher answering(String from, String to) {
    return (persona, title, rationale) ->
        Optional.of(
            new PolishedText(rationale.replace(from, to), "a-model", new BigDecimal("0.7"), 120));
  }

  @Test
  void everyDraftCarriesWhatItsTraceNeeds() {
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, Consents.ALL);

    PipelineOutcome outcome = draft(input, null);

    assertThat(outcome.nothingBecause()).isNull();
    assertThat(outcome.drafts()).hasSizeBetween(4, 8);
    RecommendationDraft first = outcome.drafts().getFirst();
    assertThat(first.personaPrimary()).isEqualTo(PersonaKind.HIGH_UTILIZATION);
    assertThat(first.personaSecondary()).isNull();
    assertThat(first.candidate().chosen()).isTrue();
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

    PipelineOutcome outcome = draft(input(saver, unknownRate, Consents.ALL), null);

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

    PipelineOutcome outcome = draft(input(both, Holdings.NONE, Consents.ALL), null);

    assertThat(outcome.drafts().getFirst().personaSecondary())
        .isEqualTo(PersonaKind.SUBSCRIPTION_HEAVY);
  }

  @Test
  void withoutConsentNothingIsDrafted() {
    for (Consents missing :
        List.of(new Consents(false, true, true), new Consents(true, false, true))) {
      PipelineOutcome outcome = draft(input(SampleUsers.saver(), Holdings.NONE, missing), null);

      assertThat(outcome)
          .isEqualTo(new PipelineOutcome(List.of(), List.of(), NothingDrafted.NO_CONSENT));
    }
  }

  @Test
  void withoutConsentToOffersOnlyEducationIsDrafted() {
    PipelineOutcome outcome =
        draft(input(SampleUsers.saver(), Holdings.NONE, new Consents(true, true, false)), null);

    assertThat(outcome.drafts())
        .isNotEmpty()
        .noneMatch(draft -> draft.type() == ContentType.PARTNER_OFFER);
  }

  @Test
  void withoutSignalsOrWithoutAMatchNothingIsDraftedAndTheReasonIsGiven() {
    PipelineOutcome noSignals = draft(input(UserSignals.NONE, Holdings.NONE, Consents.ALL), null);
    PipelineOutcome noMatch =
        new RecommendationPipeline(new Catalogue(List.of(), List.of()), Guardrails.load(), null)
            .draft(input(SampleUsers.saver(), Holdings.NONE, Consents.ALL), InstantSource.system());

    assertThat(noSignals.nothingBecause()).isEqualTo(NothingDrafted.NO_SIGNALS);
    assertThat(noMatch.nothingBecause()).isEqualTo(NothingDrafted.NO_MATCH);
  }

  @Test
  void aPolishedTextThatKeepsItsNumbersIsUsed() {
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, Consents.ALL);

    RecommendationDraft draft = draft(input, answering("could", "might well")).drafts().getFirst();

    assertThat(draft.rationale())
        .isEqualTo(draft.templateRationale().replace("could", "might well"));
    assertThat(draft.model())
        .isEqualTo(new ModelUse("a-model", new BigDecimal("0.7"), 120, true, null));
  }

  @Test
  void aPolishedTextThatMayNotReplaceTheTemplateIsNamedAndNotUsed() {
    assertNotUsed("because", "as", "the text holds neither because nor since");
    assertNotUsed("30", "31", "the text changes the numbers");
    assertNotUsed("could", "stupid", "the text fails the tone check");
    assertNotUsed("could", "you should", "the text fails the advice check");
  }

  private static void assertNotUsed(String from, String to, String note) {
    RationalePolisher polisher =
        (persona, title, rationale) ->
            Optional.of(
                new PolishedText(
                    rationale.replaceAll("(?i)\\b" + from + "\\b", to), "a-model", null, null));
    PipelineInput input = input(SampleUsers.indebted(), Holdings.NONE, Consents.ALL);

    RecommendationDraft draft =
        draft(input, polisher).drafts().stream()
            .filter(each -> each.item().id().equals("credit_utilization_101"))
            .findFirst()
            .orElseThrow();

    assertThat(draft.rationale()).isEqualTo(draft.templateRationale());
    assertThat(draft.model()).isEqualTo(new ModelUse("a-model", null, null, false, note));
  }

  @Test
  void aPolisherWithoutAnAnswerOrWithAFaultCostsNothing() {
    PipelineInput input = input(SampleUsers.saver(), Holdings.NONE, Consents.ALL);
    List<RecommendationDraft> plain = draft(input, null).drafts();

    PipelineOutcome silent = draft(input, (persona, title, rationale) -> Optional.empty());
    PipelineOutcome broken =
        draft(
            input,
            (persona, title, rationale) -> {
              throw new IllegalStateException("down");
            });

    assertThat(silent.drafts()).isEqualTo(plain);
    assertThat(broken.drafts()).isEqualTo(plain);
  }
}
