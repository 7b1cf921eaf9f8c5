package app.countersign.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One provider that can be asked.
 *
 * @param apiKey what it is asked with; null for Bedrock, which takes the credentials of AWS's
 *     default chain
 * @param baseUrl where it is; null for Bedrock's own address in the region
 * @param region Bedrock's; null for the one of AWS's default chain
 * @param model the model's name
 * @param inputPrice US dollars for a million tokens of a question; null when unknown
 * @param outputPrice US dollars for a million tokens of an answer; null when unknown
 * @param maxOutputTokens the most that an answer may have, unless the request says otherwise
 * @param maxInputCharacters how long a question's text may be
 * @param temperature unless the request says otherwise; null for the model's own
 * @param takesTemperature whether the model can be told one at all
 */
record ProviderSettings(
    Provider provider,
    @Nullable String apiKey,
    @Nullable String baseUrl,
    @Nullable String region,
    String model,
    @Nullable BigDecimal inputPrice,
    @Nullable BigDecimal outputPrice,
    int maxOutputTokens,
    int maxInputCharacters,
    @Nullable Double temperature,
    boolean takesTemperature) {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  ProviderSettings {
    if (maxOutputTokens < 1 || maxInputCharacters < 1) {
      throw new IllegalArgumentException(
          provider + ": max-output-tokens and max-input-characters must be at least 1");
    }
    if ((inputPrice == null) != (outputPrice == null)) {
      throw new IllegalArgumentException(
          provider + ": input-price and output-price belong together");
    }
    if (inputPrice != null
        && outputPrice != null
        && (inputPrice.signum() < 0 || outputPrice.signum() < 0)) {
      throw new IllegalArgumentException(provider + ": a price must not be negative");
    }
  }

  boolean hasPrices() {
    return inputPrice != null;
  }

  /** What so many tokens cost in US dollars, exact; null when prices or tokens are unknown. */
  @Nullable BigDecimal cost(@Nullable Integer promptTokens, @Nullable Integer completionTokens) {
    if (inputPrice == null
        || outputPrice == null
        || promptTokens == null
        || completionTokens == null) {
      return null;
    }
    return inputPrice
        .multiply(BigDecimal.valueOf(promptTokens))
        .add(outputPrice.multiply(BigDecimal.valueOf(completionTokens)))
        .divide(MILLION, 12, RoundingMode.HALF_UP);
  }

  @Override
  public String toString() {
    return "ProviderSettings[%s, model=%s, apiKey=%s]"
        .formatted(provider, model, apiKey == null ? "none" : "***");
  }
}
