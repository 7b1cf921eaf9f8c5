package app.countersign.llm;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Language models over servers of this machine, with a clock to be moved and short waits. */
public final class ModelDesk implements AutoCloseable {
  public static final String KEY = "sk-Secret-4711-KEY";
  public static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T10:00:00Z"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private List<Provider> order = List.of(Provider.ANTHROPIC, Provider.OPENAI, Provider.BEDROCK);
  private Duration deadline = LONG;
  private @Nullable Duration attemptTimeout;
  private Duration retryWait = Duration.ofMillis(10);
  private @Nullable BigDecimal spendLimit;
  private int maxInputCharacters = 120_000;
  private OpenAiSettings openAi = openAi(null, "");
  private AnthropicSettings anthropic = anthropic(null, "");
  private BedrockSettings bedrock = bedrock(null, "");
  private @Nullable LanguageModels models;

  static {
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", KEY);
  }

  public static ModelDesk over(Wire wire, ModelServer server) {
    return new ModelDesk().with(wire, server);
  }

  public ModelDesk with(Wire wire, ModelServer server) {
    switch (wire) {
      case OPENAI -> openAi = openAi(KEY, server.url());
      case ANTHROPIC -> anthropic = anthropic(KEY, server.url());
      case BEDROCK -> bedrock = bedrock("some.model-v1:0", server.url());
    }
    return this;
  }

  ModelDesk bedrockAt(String url) {
    bedrock = bedrock("some.model-v1:0", url);
    return this;
  }

  public ModelDesk order(Provider... providers) {
    order = List.of(providers);
    return this;
  }

  public ModelDesk deadline(Duration most) {
    deadline = most;
    return this;
  }

  public ModelDesk attemptTimeout(Duration most) {
    attemptTimeout = most;
    return this;
  }

  public ModelDesk retryWait(Duration unit) {
    retryWait = unit;
    return this;
  }

  public ModelDesk spendLimit(String usd) {
    spendLimit = new BigDecimal(usd);
    return this;
  }

  public ModelDesk maxInputCharacters(int most) {
    maxInputCharacters = most;
    openAi = openAi(openAi.apiKey(), openAi.baseUrl());
    return this;
  }

  public LanguageModels models() {
    if (models == null) {
      OpenedOnce.please();
      LanguageModelSettings settings =
          new LanguageModelSettings(
              order, deadline, attemptTimeout, 3, retryWait, 5, Duration.ofSeconds(60), spendLimit);
      models = new LanguageModels(settings, openAi, anthropic, bedrock, registry, clock());
    }
    return models;
  }

  public void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  public SimpleMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    if (models != null) {
      models.close();
    }
  }

  Clock clock() {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private OpenAiSettings openAi(@Nullable String key, String url) {
    return new OpenAiSettings(
        key,
        url,
        "model-a",
        new BigDecimal("2"),
        new BigDecimal("8"),
        4000,
        maxInputCharacters,
        null,
        true);
  }

  private AnthropicSettings anthropic(@Nullable String key, String url) {
    return new AnthropicSettings(
        key,
        url,
        "model-b",
        new BigDecimal("3"),
        new BigDecimal("15"),
        4000,
        maxInputCharacters,
        0.5,
        true);
  }

  private BedrockSettings bedrock(@Nullable String model, String url) {
    return new BedrockSettings(
        model,
        "us-east-1",
        url,
        new BigDecimal("1"),
        new BigDecimal("5"),
        4000,
        maxInputCharacters,
        null,
        true);
  }
}
