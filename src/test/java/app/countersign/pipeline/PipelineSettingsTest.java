package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  private static final URI BASE = URI.create("https://learn.example.org");

  @Test
  void aPathOfTheCatalogueStandsBelowTheBase() {
    CatalogueItem item = CatalogueFiles.load().item("credit_utilization_101").orElseThrow();

    assertThat(new PipelineSettings(Duration.ofDays(30), BASE).url(item))
        .isEqualTo("https://learn.example.org/learn/credit-utilization");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> new PipelineSettings(Duration.ofDays(-1), BASE))
        .hasMessage("countersign.pipeline.repeat-after must not be below zero");
    assertThatThrownBy(() -> new PipelineSettings(Duration.ZERO, URI.create("learn")))
        .hasMessage("countersign.pipeline.content-base must be an absolute URL");
  }
}
