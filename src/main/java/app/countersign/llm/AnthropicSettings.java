package app.countersign.llm;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic.
 *
 * @param apiKey without it the provider is absent
 * @param baseUrl where it is, up to before /messages
 * @param model the model's name
 * @param inputPrice US dollars for a million tokens of a question
 * @param outputPrice US dollars for a million tokens of an answer
 * @param maxOutputTokens the most that an answer may have
 * @param maxInputCharacters how long a question's text may be; a longer one is asked in part
 * @param temperature for requests that name none
 * @param takesTemperature false for models that refuse to be told one
 */
@ConfigurationProperties("countersign.llm.anthropic")
public record AnthropicSettings(
    @Nullable String apiKey,
    @Bindable(defaultValue = "https://api.anthropic.com/v1") String baseUrl,
    @Bindable(defaultValue = "claude-sonnet-4-6") String model,
    @Nullable BigDecimal inputPrice,
    @Nullable BigDecimal outputPrice,
    @Bindable(defaultValue = "4000") int maxOutputTokens,
    @Bindable(defaultValue = "120000") int maxInputCharacters,
    @Nullable Double temperature,
    @Bindable(defaultValue = "true") boolean takesTemperature) {

  /** The provider, when it can be asked. */
  Optional<ProviderSettings> provider() {
    if (apiKey == null || apiKey.isBlank() || model.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProviderSettings(
            Provider.ANTHROPIC,
            apiKey.strip(),
            baseUrl,
            null,
            model,
            inputPrice,
            outputPrice,
            maxOutputTokens,
            maxInputCharacters,
            temperature,
            takesTemperature));
  }

  @Override
  public String toString() {
    return "AnthropicSettings[" + provider().map(ProviderSettings::toString).orElse("absent") + "]";
  }
}
