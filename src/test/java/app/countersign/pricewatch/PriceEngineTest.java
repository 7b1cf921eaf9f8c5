package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.TestQuestions;
import app.countersign.testing.TestSpending;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Questions with their answers to the letter. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "price_engine")
@Property(name = "countersign.test.clock", value = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriceEngineTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @Inject PriceEngine engine;
  @Inject PriceTracking tracking;
  @Inject TrackedProductRepository products;
  @Inject TestCustomers customers;
  @Inject TestSpending spending;

  /** Tracks headphones, a kettle with a target, and a lamp of which nothing is known. */
  private Actor ana = Actor.system("before the test");

  @BeforeAll
  void giveAnaPrices() {
    ana = customers.named("Oracle Ana");
    TrackedProduct headphones = tracked(ana, "AirPods Pro", null);
    for (int week = 10; week >= 0; week--) {
      record(ana, headphones, Integer.toString(240 + week), NOW.minus(7L * week, ChronoUnit.DAYS));
    }
    TrackedProduct kettle = tracked(ana, "Steel Kettle", "40");
    record(ana, kettle, "55", NOW.minus(30, ChronoUnit.DAYS));
    record(ana, kettle, "45", NOW.minus(20, ChronoUnit.DAYS));
    tracked(ana, "Desk Lamp", null);
    for (int month = 3; month > 0; month--) {
      spending.purchase(
          ana,
          NOW.minus(30L * month, ChronoUnit.DAYS),
          "LINK",
          "B0COFFEE",
          "Highland Coffee Beans, 1 kg, whole",
          "1%d.50".formatted(month),
          null);
    }
  }

  private TrackedProduct tracked(Actor owner, String name, String target) {
    MoneyInput wanted = target == null ? null : new MoneyInput(new BigDecimal(target), null);
    return tracking.track(owner, new TrackProductInput(name, null, null, null, null, wanted, null));
  }

  private void record(Actor owner, TrackedProduct product, String amount, Instant at) {
    tracking.record(
        owner,
        new RecordPriceInput(
            product.id(),
            new MoneyInput(new BigDecimal(amount), null),
            OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
            null,
            null));
  }

  private EngineAnswer answer(Question question) {
    return engine.answer(question, label -> {});
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/pricewatch/answers.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 2_000)
  void answersToTheLetter(String question, String text) {
    assertThat(answer(TestQuestions.alone(ana, question, NOW)).text()).isEqualTo(text);
  }

  @Test
  void trackingIsStoredWithTheAnswerAndNotBefore() {
    Actor ben = customers.named("Oracle Ben");
    EngineAnswer answer =
        answer(
            TestQuestions.alone(
                ben, "track the Fellow Kettle https://shop.example/k?x=1 under $120", NOW));
    assertThat(products.all(ben.id())).isEmpty();

    Objects.requireNonNull(answer.keep()).run();

    TrackedProduct kept = products.all(ben.id()).getFirst();
    assertThat(kept.name()).isEqualTo("Fellow Kettle");
    assertThat(kept.url()).isEqualTo("https://shop.example/k?x=1");
    assertThat(Objects.requireNonNull(kept.target()).amount()).isEqualByComparingTo("120");
    assertThat(kept.alertState()).isEqualTo(AlertState.ARMED);
    assertThat(((PriceWatch) Objects.requireNonNull(answer.drawer())).trackedProductId())
        .isEqualTo(kept.id());
  }

  @Test
  void anotherTargetRecordingAndStoppingAreKeptToo() {
    Actor cleo = customers.named("Oracle Cleo");
    keep(cleo, "track the kettle under 40");
    keep(cleo, "track the kettle under 35");
    TrackedProduct kettle = products.all(cleo.id()).getFirst();
    assertThat(Objects.requireNonNull(kettle.target()).amount()).isEqualByComparingTo("35");

    keep(cleo, "record that the kettle costs 34.50");
    assertThat(products.all(cleo.id()).getFirst().alertState()).isEqualTo(AlertState.FIRED);

    keep(cleo, "stop tracking the kettle");
    assertThat(products.all(cleo.id())).isEmpty();
  }

  private void keep(Actor asker, String text) {
    Objects.requireNonNull(answer(TestQuestions.alone(asker, text, NOW)).keep()).run();
  }

  @Test
  void whatWasBoughtIsTrackedByItsCodeSoThatOrdersTellPrices() {
    Actor dana = customers.named("Oracle Dana");
    spending.purchase(
        dana, NOW.minus(9, ChronoUnit.DAYS), "LINK", "B0TEA", "Green Tea, 100 bags", "8.00", null);

    keep(dana, "keep an eye on the price of the green tea");

    assertThat(products.all(dana.id()).getFirst().productCode()).isEqualTo("B0TEA");
    assertThat(answer(TestQuestions.alone(dana, "is $8 a good price for green tea?", NOW)).text())
        .contains("One price is on record: 8.00 USD on 2026-02-21.");
  }

  @Test
  void inAGroupOrdersAreLookedAtOnlyWhereTheyAreShared() {
    String text = "@assistant is $12 a good price for the coffee beans?";

    EngineAnswer shared = answer(TestQuestions.inGroup(ana, text, NOW, true));
    EngineAnswer kept = answer(TestQuestions.inGroup(ana, text, NOW, false));

    assertThat(shared.text()).contains("13.50 USD");
    assertThat(kept.text())
        .isEqualTo(
            "I cannot say whether 12.00 USD is good for “coffee beans”. No price of it is on record"
                + " yet. Purchases are not shared in this chat: prices of orders are left out. Say"
                + " “track coffee beans” and tell me prices as you see them, then I can.");
    assertThat(Json.write(Objects.requireNonNull(kept.drawer()))).doesNotContain("13.5");
  }

  @Test
  void stagesAreToldAndTheDrawerOutlivesItsJson() {
    List<String> stages = new ArrayList<>();

    EngineAnswer answer =
        engine.answer(TestQuestions.alone(ana, "is 242 for the AirPods good?", NOW), stages::add);

    PriceWatch drawer = (PriceWatch) Objects.requireNonNull(answer.drawer());
    assertThat(stages)
        .containsExactly("Looking at your tracked products", "Comparing with the prices on record");
    assertThat(drawer.verdict()).isEqualTo(PriceVerdict.GOOD);
    assertThat(Json.read(Json.write(drawer), PriceWatch.class)).isEqualTo(drawer);
    assertThat(answer.keep()).isNull();
  }
}
