package app.countersign.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aProviderWithoutKeyOrModelIsAbsent() {
    assertThat(openAi(null, "model").provider()).isEmpty();
    assertThat(openAi(" ", "model").provider()).isEmpty();
    assertThat(openAi("key", "").provider()).isEmpty();
    assertThat(anthropic(null).provider()).isEmpty();
    assertThat(bedrock(null).provider()).isEmpty();
    assertThat(bedrock("model").provider()).isPresent();
  }

  @Test
  void noTextFormHoldsTheKey() {
    assertThat(openAi("sk-4711", "model").toString())
        .isEqualTo("OpenAiSettings[ProviderSettings[OPENAI, model=model, apiKey=***]]");
    assertThat(anthropic("sk-4711").toString())
        .isEqualTo("AnthropicSettings[ProviderSettings[ANTHROPIC, model=model, apiKey=***]]");
    assertThat(bedrock("model").provider().orElseThrow().toString())
        .isEqualTo("ProviderSettings[BEDROCK, model=model, apiKey=none]");
    assertThat(anthropic(null).toString()).isEqualTo("AnthropicSettings[absent]");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertWrong("order names a provider twice", List.of(Provider.OPENAI, Provider.OPENAI), 3, 5);
    assertWrong("max-attempts must be at least 1", List.of(), 0, 5);
    assertWrong("breaker-failures must be at least 1", List.of(), 3, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LanguageModelSettings(
                    List.of(), Duration.ZERO, null, 3, SECOND, 5, SECOND, null))
        .withMessage("countersign.llm.deadline must be above zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider(0, BigDecimal.ONE, BigDecimal.ONE))
        .withMessageContaining("OPENAI: max-output-tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider(1, BigDecimal.ONE, null))
        .withMessage("OPENAI: input-price and output-price belong together");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider(1, BigDecimal.ONE, BigDecimal.valueOf(-1)))
        .withMessage("OPENAI: a price must not be negative");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "0 | PT0S",
        " 120 | PT2M",
        "0.25 | PT0.25S",
        "Wed, 04 Mar 2026 10:00:30 GMT | PT30S",
        "Wed, 04 Mar 2026 09:00:00 GMT | PT0S",
        "-1 | none",
        "soon | none",
        "99999999999999 | none"
      })
  void aTimeToComeBackIsSecondsOrADate(String value, @Nullable Duration expected) {
    Clock clock = Clock.fixed(Instant.parse("2026-03-04T10:00:00Z"), ZoneOffset.UTC);

    assertThat(RetryAfter.parse(value, clock)).isEqualTo(expected);
  }

  private static void assertWrong(String message, List<Provider> order, int attempts, int most) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LanguageModelSettings(
                    order, SECOND, null, attempts, SECOND, most, SECOND, null))
        .withMessage("countersign.llm." + message);
  }

  private static ProviderSettings provider(
      int tokens, @Nullable BigDecimal input, @Nullable BigDecimal output) {
    return new ProviderSettings(
        Provider.OPENAI, "key", "url", null, "model", input, output, tokens, 1, null, true);
  }

  private static OpenAiSettings openAi(@Nullable String key, String model) {
    return new OpenAiSettings(key, "url", model, null, null, 1, 1, null, true);
  }

  private static AnthropicSettings anthropic(@Nullable String key) {
    return new AnthropicSettings(key, "url", "model", null, null, 1, 1, null, true);
  }

  private static BedrockSettings bedrock(@Nullable String model) {
    return new BedrockSettings(model, null, null, null, null, 1, 1, null, true);
  }
}
