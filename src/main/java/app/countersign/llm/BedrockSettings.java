package app.countersign.llm;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Bedrock, asked with the credentials of AWS's default chain.
 *
 * @param model the id of a model or an inference profile; without it the provider is absent
 * @param region null for the one of AWS's default chain
 * @param baseUrl null for Bedrock's own address in the region
 * @param inputPrice US dollars for a million tokens of a question
 * @param outputPrice US dollars for a million tokens of an answer
 * @param maxOutputTokens the most that an answer may have
 * @param maxInputCharacters how long a question's text may be; a longer one is asked in part
 * @param temperature for requests that name none
 * @param takesTemperature false for models that refuse to be told one
 */
@ConfigurationProperties("countersign.llm.bedrock")
public record BedrockSettings(
    @Nullable String model,
    @Nullable String region,
    @Nullable String baseUrl,
    @Nullable BigDecimal inputPrice,
    @Nullable BigDecimal outputPrice,
    @Bindable(defaultValue = "4000") int maxOutputTokens,
    @Bindable(defaultValue = "120000") int maxInputCharacters,
    @Nullable Double temperature,
    @Bindable(defaultValue = "true") boolean takesTemperature) {

  /** The provider, when it can be asked. */
  Optional<ProviderSettings> provider() {
    if (model == null || model.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProviderSettings(
            Provider.BEDROCK,
            null,
            baseUrl,
            region,
            model,
            inputPrice,
            outputPrice,
            maxOutputTokens,
            maxInputCharacters,
            temperature,
            takesTemperature));
  }
}
