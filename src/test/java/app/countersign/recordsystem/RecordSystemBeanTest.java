package app.countersign.recordsystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether there is a record system. */
class RecordSystemBeanTest {
  @Test
  void thereIsNoneUnlessOneIsConfigured() {
    try (ApplicationContext context = started(Map.of())) {
      assertThat(context.findBean(RecordSystem.class)).isEmpty();
    }
    try (ApplicationContext context = started(Map.of("countersign.record-system.url", ""))) {
      assertThat(context.findBean(RecordSystem.class)).isEmpty();
    }
  }

  @Test
  void theOneThatIsConfiguredLivesAsLongAsTheServer() {
    Map<String, Object> settings =
        Map.of(
            "countersign.record-system.url", "https://records.example/lookup",
            "countersign.record-system.key", "key");

    try (ApplicationContext context = started(settings)) {
      RecordSystem records = context.getBean(RecordSystem.class);

      assertThat(records).isSameAs(context.getBean(RecordSystem.class));
      assertThat(context.getBean(RecordSystemConfiguration.class).timeout())
          .isEqualTo(Duration.ofSeconds(5));
      assertThat(context.getBean(RecordSystemConfiguration.class).attempts()).isEqualTo(3);
    }
  }

  private static ApplicationContext started(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("countersign.schedule.enabled", false);
    return ApplicationContext.run(all, Environment.TEST);
  }
}
