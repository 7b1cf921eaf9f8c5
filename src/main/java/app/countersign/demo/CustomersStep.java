package app.countersign.demo;

import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Plays the customers: what they tell of themselves, what they ask, and a flat they share the costs
 * of. Before the personas of today, so that those who agreed have one too.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class CustomersStep implements DemoStep {
  private static final int ORDER = DeskDaysStep.ORDER + 50;

  private static final String CONSENT_TEXT = "2026-01";

  /** A question of each kind that the assistant knows. */
  private static final List<String> QUESTIONS =
      List.of(
          "Which card should I use for $120 of groceries?",
          "Split $120.50 for the cabin with 2 friends",
          "Is $16.25 a good price for the Highland coffee?",
          "How does my credit utilization affect my score?");

  private final DemoCaller caller;
  private final DemoCustomers customers;
  private final DemoFlat flat;
  private final Clock clock;

  CustomersStep(DemoCaller caller, DemoCustomers customers, DemoFlat flat, Clock clock) {
    this.caller = caller;
    this.customers = customers;
    this.flat = flat;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "%d customers with orders, cards and chats".formatted(DemoCustomers.PEOPLE.size());
  }

  @Override
  public void play() {
    Actor mia = customers.actor(DemoCustomers.MIA);
    Actor noah = customers.actor(DemoCustomers.NOAH);
    for (Actor customer : List.of(mia, noah)) {
      caller.change(customer, "setOnboardingStatus", Map.of("status", "COMPLETE"));
    }
    settleIn(mia);
    askTheAssistant(mia);
    flat.play(mia, noah);
  }

  private void settleIn(Actor mia) {
    for (String kind : List.of("DATA_ANALYSIS", "RECOMMENDATIONS")) {
      caller.change(mia, "giveConsent", Map.of("kind", kind, "textVersion", CONSENT_TEXT));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    caller.change(mia, "importOrders", Map.of("file", Map.of("orders", DemoOrders.asOf(today))));
    caller.change(mia, "addCard", card("tovalin_pantry", "4421", "6000.00"));
    caller.change(mia, "addCard", card("brimsey_double", "7310", "4000.00"));
    caller.change(
        mia,
        "trackProduct",
        Map.of(
            "name",
            DemoOrders.COFFEE,
            "productCode",
            DemoOrders.COFFEE_CODE,
            "merchant",
            "Amazon",
            "target",
            dollars("15.50")));
  }

  private void askTheAssistant(Actor mia) {
    String chatId =
        caller
            .change(mia, "createChat", Map.of("title", "Ask the assistant"), "chat { id }")
            .at("/chat/id")
            .asText();
    for (String question : QUESTIONS) {
      caller.change(mia, "sendMessage", Map.of("chatId", chatId, "text", question));
    }
  }

  private static Map<String, Object> card(String productId, String lastFour, String limit) {
    return Map.of("productId", productId, "lastFour", lastFour, "creditLimit", dollars(limit));
  }

  private static Map<String, Object> dollars(String amount) {
    return Map.of("amount", amount, "currency", "USD");
  }
}
