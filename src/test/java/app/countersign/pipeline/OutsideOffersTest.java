package app.countersign.pipeline;

import static app.countersign.pipeline.PipelineFixture.ALL;
import static app.countersign.pipeline.PipelineFixture.CARD_HEAVY;
import static app.countersign.pipeline.PipelineFixture.SAVER;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailFinding;
import app.countersign.guardrail.OfferGuardrail;
import app.countersign.guardrail.OfferGuardrail.Offer;
import app.countersign.platform.db.StatementCounter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Offers that come from outside are judged by what is known of the user here. */
@PipelineTest
class OutsideOffersTest {
  @Inject PipelineFixture pipeline;
  @Inject OfferGuardrail offers;

  private List<String> codes(String userId, String contentId) {
    Offer offer = new Offer(userId, contentId);
    GuardrailCheck check = offers.check(Set.of(offer)).get(offer);
    assertThat(check).isNotNull();
    return check.findings().stream().map(GuardrailFinding::code).toList();
  }

  @Test
  void theLatestSignalsAndTheAccountsDecide() {
    String heavy = pipeline.user(CARD_HEAVY, ALL);
    String saver = pipeline.user(SAVER, ALL);
    pipeline.run(heavy);
    pipeline.run(saver);

    assertThat(codes(heavy, "offer_pinecrest_balance_card")).containsExactly("PAYMENT_OVERDUE");
    assertThat(codes(heavy, "offer_larkfield_savings")).isEmpty();
    assertThat(codes(heavy, "offer_kestrel_budget")).isEmpty();
    assertThat(codes(saver, "offer_larkfield_savings")).containsExactly("RATE_UNKNOWN");
    assertThat(codes(saver, "offer_fernway_investing")).containsExactly("EMERGENCY_FUND_TOO_SMALL");
  }

  @Test
  void whatIsNotKnownIsFound() {
    String unread = pipeline.user(SAVER, ALL);

    assertThat(codes(unread, "offer_of_somebody_else")).containsExactly("OFFER_UNKNOWN");
    assertThat(codes(unread, "credit_utilization_101")).containsExactly("OFFER_UNKNOWN");
    assertThat(codes(unread, "offer_larkfield_savings")).containsExactly("RATE_UNKNOWN");
    assertThat(codes(unread, "offer_pinecrest_balance_card")).containsExactly("CREDIT_UNKNOWN");
    assertThat(codes("nobody", "offer_fernway_investing"))
        .containsExactly("EMERGENCY_FUND_UNKNOWN");
  }

  @Test
  void manyOffersTakeTwoStatements() {
    List<String> users = pipeline.users(5);
    Set<Offer> asked =
        Set.copyOf(
            users.stream().map(userId -> new Offer(userId, "offer_larkfield_savings")).toList());
    StatementCounter counter = new StatementCounter();

    Map<Offer, GuardrailCheck> checks = counter.call(() -> offers.check(asked));

    assertThat(checks.keySet()).isEqualTo(asked);
    assertThat(counter.count()).isEqualTo(2);
  }
}
