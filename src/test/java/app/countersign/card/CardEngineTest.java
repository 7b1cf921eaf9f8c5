package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.TestQuestions;
import app.countersign.testing.TestSpending;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Questions with their answers to the letter; the figures are worked out by hand. */
@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "card_engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardEngineTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @Inject CardEngine engine;
  @Inject CustomerCards cards;
  @Inject TestCustomers customers;
  @Inject TestSpending spending;

  /**
   * Has a pantry card with 5,960 of 6,000 used and 250 of 2,000 owed, a double and a table card.
   */
  private Actor ana = Actor.system("before the test");

  @BeforeAll
  void giveAnaCards() {
    ana = customers.named("Engine Ana");
    UUID account = spending.account(ana, AccountType.CREDIT, "4421", "250.00", "2000.00");
    spending.row(
        ana, account, LocalDate.of(2026, 1, 5), "-5960", "Aldi", TransactionCategory.GROCERIES);
    add(ana, "tovalin_pantry", "4421", account);
    add(ana, "brimsey_double", null, null);
    add(ana, "tovalin_table", "1881", null);
  }

  private void add(Actor owner, String product, @Nullable String lastFour, @Nullable UUID account) {
    cards.add(owner, new AddCardInput(product, null, lastFour, null, null, account, null));
  }

  private EngineAnswer answer(Question question) {
    return engine.answer(question, label -> {});
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/cards/answers.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 2_000)
  void answersToTheLetter(String question, String text) {
    EngineAnswer answer = answer(TestQuestions.alone(ana, question, NOW));

    assertThat(answer.text()).isEqualTo(text);
    assertThat(answer.keep()).isNull();
  }

  @Test
  void withoutACardItAsksForOne() {
    Actor bare = customers.named("Engine Bare");

    EngineAnswer answer = answer(TestQuestions.alone(bare, "which card for gas?", NOW));

    assertThat(answer.text())
        .isEqualTo(
            "You have no card here yet. Add the ones you have with addCard, then I can compare what"
                + " they earn.");
    assertThat(answer.drawer()).isNull();
  }

  @Test
  void inAGroupNothingOfWhatWasSpentIsToldUnlessItIsShared() {
    String text = "@assistant which card for $100 at Whole Foods";

    EngineAnswer shared = answer(TestQuestions.inGroup(ana, text, NOW, true));
    EngineAnswer kept = answer(TestQuestions.inGroup(ana, text, NOW, false));

    CardAdvice advice = (CardAdvice) Objects.requireNonNull(kept.drawer());
    assertThat(shared.text())
        .isEqualTo(answer(TestQuestions.alone(ana, text, NOW)).text())
        .contains("5,960.00 USD used since 2026-01-01, 40.00 USD left");
    assertThat(kept.text())
        .isEqualTo(
            "Use Tovalin Pantry (4421): it earns 6.00 USD on 100.00 USD at Whole Foods. 6% on"
                + " groceries. That is up to 6,000.00 USD a year, then 1%. Next is Brimsey Double"
                + " with 2.00 USD. Purchases are not shared in this chat: how much of a cap is"
                + " used, and what is owed, is left out.");
    assertThat(advice.options())
        .allSatisfy(
            option -> {
              assertThat(option.capUsed()).isNull();
              assertThat(option.capLeft()).isNull();
              assertThat(option.utilizationAfterPct()).isNull();
            });
    assertThat(Json.write(advice)).doesNotContain("5960").doesNotContain("250");
  }

  @Test
  void stagesAreToldAndTheDrawerOutlivesItsJson() {
    List<String> stages = new ArrayList<>();

    EngineAnswer answer =
        engine.answer(TestQuestions.alone(ana, "which card for $50 at CVS?", NOW), stages::add);

    assertThat(stages).containsExactly("Looking at your cards", "Comparing 3 cards");
    CardAdvice drawer = (CardAdvice) Objects.requireNonNull(answer.drawer());
    assertThat(Json.read(Json.write(drawer), CardAdvice.class)).isEqualTo(drawer);
    assertThat(drawer.options())
        .extracting(CardOption::productId)
        .containsExactly("brimsey_double", "tovalin_pantry", "tovalin_table");
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    Question question = TestQuestions.alone(ana, "which card for $50 at CVS?", NOW);

    assertThat(answer(question)).isEqualTo(answer(question));
  }
}
