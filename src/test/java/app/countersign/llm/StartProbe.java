package app.countersign.llm;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Does what a server's start does, and nothing else. */
final class StartProbe {
  private StartProbe() {}

  public static void main(String[] arguments) {
    boolean isAny = arguments[0].equals("all");
    Duration time = Duration.ofSeconds(10);
    String key = isAny ? "key" : null;
    LanguageModels models =
        new LanguageModels(
            new LanguageModelSettings(
                List.of(Provider.values()), time, null, 3, time, 5, time, null),
            new OpenAiSettings(key, "http://localhost", "m", null, null, 1, 1, null, true),
            new AnthropicSettings(key, "http://localhost", "m", null, null, 1, 1, null, true),
            new BedrockSettings(isAny ? "m" : null, null, null, null, null, 1, 1, null, true),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    if (models.configured().size() != (isAny ? 3 : 0)) {
      System.exit(1);
    }
    models.close();
  }
}
