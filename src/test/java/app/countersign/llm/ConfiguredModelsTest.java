package app.countersign.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "llm")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.llm.order", value = "OPENAI,ANTHROPIC")
@Property(name = "countersign.llm.openai.api-key", value = "sk-4711")
@Property(name = "countersign.llm.openai.input-price", value = "2.50")
@Property(name = "countersign.llm.openai.output-price", value = "10")
@Property(name = "countersign.llm.bedrock.model", value = "some.model-v1:0")
class ConfiguredModelsTest {
  @Inject LanguageModels models;
  @Inject LanguageModelSettings settings;
  @Inject OpenAiSettings openAi;
  @Inject AnthropicSettings anthropic;

  @Test
  void whoHasAKeyAndAPlaceInTheOrderCanBeAsked() {
    assertThat(models.configured()).containsExactly(Provider.OPENAI);
    assertThat(models.maxInputCharacters(Provider.OPENAI)).isEqualTo(120_000);
  }

  @Test
  void whatIsNotConfiguredHasItsDefault() {
    assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.attemptTimeout()).isNull();
    assertThat(settings.maxAttempts()).isEqualTo(3);
    assertThat(settings.retryWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.breakerFailures()).isEqualTo(5);
    assertThat(settings.breakerWait()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.dailySpendLimitUsd()).isNull();
    assertThat(openAi.baseUrl()).isEqualTo("https://api.openai.com/v1");
    assertThat(openAi.inputPrice()).isEqualTo(new BigDecimal("2.50"));
    assertThat(anthropic.apiKey()).isNull();
    assertThat(anthropic.model()).isNotBlank();
  }
}
