package app.countersign.llm;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whoever can be asked, for the life of the server: breakers and the day's spending are kept here.
 * Safe for many threads. A provider's client is opened by the first question to it.
 */
@Singleton
public final class LanguageModels {
  private final LanguageModelSettings settings;
  private final Map<Provider, ProviderLine> lines = new EnumMap<>(Provider.class);
  private final SpendLedger spend;
  private final ModelMetrics metrics;

  /**
   * Takes what is configured.
   *
   * @throws IllegalArgumentException when a spend limit is to hold and a provider has no prices
   */
  @Inject
  public LanguageModels(
      LanguageModelSettings settings,
      OpenAiSettings openAi,
      AnthropicSettings anthropic,
      BedrockSettings bedrock,
      MeterRegistry registry,
      Clock clock) {
    this.settings = settings;
    this.spend = new SpendLedger(settings.dailySpendLimitUsd(), clock);
    this.metrics = new ModelMetrics(registry);
    Stream.of(openAi.provider(), anthropic.provider(), bedrock.provider())
        .flatMap(Optional::stream)
        .filter(provider -> settings.order().contains(provider.provider()))
        .forEach(provider -> lines.put(provider.provider(), line(provider, clock)));
  }

  /** Who can be asked, in the configured order; empty without any key. */
  public List<Provider> configured() {
    return settings.order().stream().filter(lines::containsKey).toList();
  }

  /**
   * How many characters a question to this provider may have.
   *
   * @throws IllegalArgumentException when it is not configured
   */
  public int maxInputCharacters(Provider provider) {
    ProviderLine line = lines.get(provider);
    if (line == null) {
      throw new IllegalArgumentException(provider + " is not configured");
    }
    return line.settings().maxInputCharacters();
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param budget the most it may take; the configured deadline holds as well, and the one of the
   *     running request
   * @throws ModelException when nobody answers in time
   */
  public ModelAnswer answer(ModelRequest request, Duration budget) {
    return call(request, budget, null).ask(order(request.preferred()));
  }

  /**
   * Asks, and hands the words on as they come. Once there are words, nobody else is asked: a
   * failure then ends the answer where it is.
   *
   * @param request without a form
   * @param words takes the words in order, on other threads; what it throws ends the call and is
   *     thrown here
   * @throws ModelException when nobody answers in time, or the answer breaks off
   */
  public ModelAnswer stream(ModelRequest request, Duration budget, Consumer<String> words) {
    if (request.structure() != null) {
      throw new IllegalArgumentException("an answer in a form is not streamed");
    }
    Words gate = new Words(words);
    try {
      return call(request, budget, gate).ask(order(request.preferred()));
    } catch (ModelException failed) {
      RuntimeException refusal = gate.refusal();
      throw refusal == null ? failed : refusal;
    } finally {
      gate.end();
    }
  }

  @PreDestroy
  void close() {
    lines.values().forEach(ProviderLine::close);
  }

  private ModelCall call(ModelRequest request, Duration budget, @Nullable Words words) {
    TimeLeft time = TimeLeft.of(budget, settings.deadline());
    return new ModelCall(request, time, words, settings, spend, metrics);
  }

  private List<ProviderLine> order(@Nullable Provider preferred) {
    List<ProviderLine> order = new ArrayList<>();
    for (Provider provider : configured()) {
      ProviderLine line = lines.get(provider);
      if (line != null) {
        order.add(provider == preferred ? 0 : order.size(), line);
      }
    }
    return order;
  }

  private ProviderLine line(ProviderSettings provider, Clock clock) {
    if (settings.dailySpendLimitUsd() != null && !provider.hasPrices()) {
      throw new IllegalArgumentException(
          "countersign.llm.daily-spend-limit-usd needs the input-price and output-price of "
              + provider.provider());
    }
    return new ProviderLine(provider, settings, clock, () -> open(provider, clock));
  }

  private ModelClient open(ProviderSettings provider, Clock clock) {
    return switch (provider.provider()) {
      case OPENAI -> HttpModelClients.openAi(provider, clock);
      case ANTHROPIC -> HttpModelClients.anthropic(provider, clock);
      case BEDROCK -> BedrockModelClient.of(provider, settings.deadline(), clock);
    };
  }
}
