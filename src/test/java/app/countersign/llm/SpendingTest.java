package app.countersign.llm;

import static app.countersign.llm.ModelDesk.LONG;
import static app.countersign.llm.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpendingTest {
  /** May cost 0.008 for 1,000 tokens out and a little for the question. */
  private static final ModelRequest QUESTION =
      ModelRequest.of("Rules.", most -> "How many?").tuned(1000, null);

  private final ModelServer server = new ModelServer();
  private final ModelDesk desk = ModelDesk.over(Wire.OPENAI, server);

  @AfterEach
  void stop() {
    desk.close();
    server.close();
  }

  @Test
  void nobodyIsAskedOnceTheAnswerMightCostMoreThanIsLeft() {
    desk.spendLimit("0.0150");
    server.always(json(200, Wire.OPENAI.text("Twelve.")));

    desk.models().answer(QUESTION, LONG);
    desk.models().answer(QUESTION, LONG);
    FailureKind third = failure();

    assertThat(third).isEqualTo(FailureKind.OVER_BUDGET);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aNewDayHasItsOwnLimit() {
    desk.spendLimit("0.0081");
    server.always(json(200, Wire.OPENAI.text("Twelve.")));
    desk.models().answer(QUESTION, LONG);
    assertThat(failure()).isEqualTo(FailureKind.OVER_BUDGET);

    desk.pass(Duration.ofHours(14));

    assertThat(desk.models().answer(QUESTION, LONG).text()).isEqualTo("Twelve.");
  }

  @Test
  void whatAProviderTurnsAwayCostsNothing() {
    desk.spendLimit("0.0081");
    server.then(json(400, "{}")).always(json(200, Wire.OPENAI.text("Twelve.")));

    assertThat(failure()).isEqualTo(FailureKind.REJECTED);

    assertThat(desk.models().answer(QUESTION, LONG).text()).isEqualTo("Twelve.");
  }

  @Test
  void whatMayHaveBeenChargedCountsInFull() {
    desk.spendLimit("0.0081");
    server.always(server.never());
    assertThat(failure(Duration.ofMillis(100))).isEqualTo(FailureKind.TIMEOUT);

    assertThat(failure()).isEqualTo(FailureKind.OVER_BUDGET);
  }

  @Test
  void aProviderOverTheLimitLeavesItToACheaperOne() {
    ModelServer dear = new ModelServer();
    desk.with(Wire.ANTHROPIC, dear).spendLimit("0.0100");
    server.always(json(200, Wire.OPENAI.text("Twelve.")));

    ModelAnswer answer = desk.models().answer(QUESTION, LONG);

    assertThat(answer.use().provider()).isEqualTo(Provider.OPENAI);
    assertThat(dear.asked()).isEmpty();
    dear.close();
  }

  @Test
  void aLimitWithoutPricesIsRefusedAtTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unpriced(BigDecimal.ONE))
        .withMessage(
            "countersign.llm.daily-spend-limit-usd needs the input-price and output-price of"
                + " OPENAI");
  }

  @Test
  void withoutPricesTheCostIsUnknown() {
    server.always(json(200, Wire.OPENAI.text("Twelve.")));

    ModelUse use = unpriced(null).answer(QUESTION, LONG).use();

    assertThat(use.costUsd()).isNull();
    assertThat(use.promptTokens()).isEqualTo(1000);
  }

  @Test
  void withoutAWordOnTokensBothTokensAndCostAreUnknown() {
    String silent = Wire.OPENAI.text("Twelve.").replaceAll("(?s),\\s*\"usage\".*", "}");
    server.always(json(200, silent));

    ModelUse use = desk.models().answer(QUESTION, LONG).use();

    assertThat(use.promptTokens()).isNull();
    assertThat(use.completionTokens()).isNull();
    assertThat(use.costUsd()).isNull();
  }

  @Test
  void callsTokensAndCostAreCountedByProvider() {
    server.then(json(200, Wire.OPENAI.text("Twelve."))).then(json(400, "{}"));

    desk.models().answer(QUESTION, LONG);
    failure();

    assertThat(timed("answered")).isEqualTo(1);
    assertThat(timed("rejected")).isEqualTo(1);
    assertThat(counted("llm.tokens", "kind", "prompt")).isEqualTo(1000);
    assertThat(counted("llm.tokens", "kind", "completion")).isEqualTo(200);
    assertThat(counted("llm.cost.usd", "provider", "openai")).isEqualTo(0.0036, within(1e-12));
  }

  private long timed(String outcome) {
    return desk.registry()
        .get("llm.calls")
        .tags("provider", "openai", "outcome", outcome)
        .timer()
        .count();
  }

  private double counted(String name, String tag, String value) {
    return desk.registry().get(name).tag(tag, value).counter().count();
  }

  private FailureKind failure() {
    return failure(LONG);
  }

  private FailureKind failure(Duration budget) {
    return catchThrowableOfType(ModelException.class, () -> desk.models().answer(QUESTION, budget))
        .kind();
  }

  private LanguageModels unpriced(@Nullable BigDecimal limit) {
    return new LanguageModels(
        new LanguageModelSettings(
            List.of(Provider.OPENAI), LONG, null, 3, Duration.ZERO, 5, LONG, limit),
        new OpenAiSettings("key", server.url(), "model", null, null, 100, 100, null, true),
        new AnthropicSettings(null, "", "", null, null, 100, 100, null, true),
        new BedrockSettings(null, null, null, null, null, 100, 100, null, true),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }
}
