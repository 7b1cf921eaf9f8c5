package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailFinding;
import app.countersign.guardrail.Guardrails;
import app.countersign.ledger.AccountOverview;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaRules;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.signal.SignalCalculator;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue that the demo's ledgers make: neither dull nor all alike. */
class DemoQueueTest {
  private static final RecommendationPipeline PIPELINE =
      new RecommendationPipeline(CatalogueFiles.load(), Guardrails.load());

  @ParameterizedTest
  @EnumSource(SignalWindow.class)
  void theDemoMakesAHealthyQueue(SignalWindow window) {
    List<List<RecommendationDraft>> byUser = new ArrayList<>();
    DemoLedgers.all(100).values().forEach(ledger -> byUser.add(drafts(ledger, window)));
    List<RecommendationDraft> queue = byUser.stream().flatMap(Collection::stream).toList();

    assertThat(byUser.stream().filter(List::isEmpty).count()).isLessThan(6);
    assertThat(byUser)
        .filteredOn(drafts -> !drafts.isEmpty())
        .allSatisfy(
            drafts -> {
              long offers =
                  drafts.stream().filter(each -> each.type() == ContentType.PARTNER_OFFER).count();
              assertThat(offers).isLessThanOrEqualTo(3);
              assertThat(drafts.size() - offers).isBetween(3L, 5L);
            });
    assertThat(share(queue, RecommendationDraft::priority, Priority.HIGH)).isBetween(0.1, 0.4);
    assertThat(share(queue, RecommendationDraft::priority, Priority.MEDIUM)).isBetween(0.2, 0.6);
    assertThat(share(queue, RecommendationDraft::priority, Priority.LOW)).isBetween(0.1, 0.5);
    assertThat(queue).extracting(RecommendationDraft::type).contains(ContentType.values());
    assertThat(queue)
        .extracting(RecommendationDraft::personaPrimary)
        .containsAll(EnumSet.complementOf(EnumSet.of(PersonaKind.NONE)));
    assertThat(queue.stream().map(each -> each.item().id()).distinct())
        .hasSizeGreaterThanOrEqualTo(35);
    assertThat(share(queue, each -> each.guardrails().passed(), false)).isBetween(0.03, 0.15);
    assertThat(
            queue.stream()
                .flatMap(each -> each.guardrails().eligibility().findings().stream())
                .map(GuardrailFinding::code)
                .collect(Collectors.toSet()))
        .contains("RATE_UNKNOWN", "PAYMENT_OVERDUE", "EMERGENCY_FUND_TOO_SMALL");
  }

  private static List<RecommendationDraft> drafts(
      DemoLedgers.DemoLedger ledger, SignalWindow window) {
    UserSignals signals =
        new SignalCalculator().compute(ledger.snapshot(), window, ledger.lastDay()).signals();
    return PIPELINE
        .draft(
            new PipelineInput(
                signals,
                Instant.EPOCH,
                PersonaRules.evaluate(signals),
                Instant.EPOCH,
                Holdings.of(new AccountOverview("USD", ledger.accounts())),
                Set.copyOf(PipelineFixture.ALL),
                Map.of(),
                ledger.lastDay(),
                Currency.getInstance("USD")),
            PolishedTexts.NONE,
            Clock.systemUTC())
        .drafts();
  }

  private static double share(
      List<RecommendationDraft> queue, Function<RecommendationDraft, ?> property, Object value) {
    return (double) queue.stream().filter(each -> property.apply(each).equals(value)).count()
        / queue.size();
  }
}
