package app.countersign.pipeline;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/**
 * How the pipeline runs.
 *
 * @param repeatAfter how long after a decision the same content may be recommended to a user again
 * @param contentBase where the catalogue's paths begin
 */
@ConfigurationProperties("countersign.pipeline")
public record PipelineSettings(
    @Bindable(defaultValue = "P30D") Duration repeatAfter,
    @Bindable(defaultValue = "https://learn.countersign.example") URI contentBase) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public PipelineSettings {
    if (repeatAfter.isNegative()) {
      throw new IllegalArgumentException(
          "countersign.pipeline.repeat-after must not be below zero");
    }
    if (contentBase.getHost() == null) {
      throw new IllegalArgumentException(
          "countersign.pipeline.content-base must be an absolute URL");
    }
  }

  String url(CatalogueItem item) {
    return contentBase.resolve(item.urlPath()).toString();
  }
}
