package app.countersign.recordsystem;

import app.countersign.remote.Patience;
import app.countersign.remote.ServiceSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/**
 * Where the record system is and how patiently it is asked.
 *
 * @param url where to post
 * @param key the bearer key; never shown
 * @param timeout for one attempt
 * @param attempts how often it is asked for one lookup, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 */
@ConfigurationProperties("countersign.record-system")
@Requires(property = "countersign.record-system.url", pattern = ".+")
public record RecordSystemConfiguration(
    URI url,
    String key,
    @Bindable(defaultValue = "PT5S") Duration timeout,
    @Bindable(defaultValue = "3") int attempts,
    @Bindable(defaultValue = "PT0.2S") Duration firstBackoff) {
  private static final ServiceSettings SETTINGS = new ServiceSettings("countersign.record-system");
  private static final int LONGEST_ANSWER_BYTES = 1 << 20;

  /**
   * Checks that the settings make sense.
   *
   * @throws IllegalArgumentException naming the setting that does not
   */
  public RecordSystemConfiguration {
    SETTINGS.requireWeb("url", url);
    SETTINGS.requireText("key", key);
    SETTINGS.patience(timeout, attempts, firstBackoff, LONGEST_ANSWER_BYTES);
  }

  Patience patience() {
    return SETTINGS.patience(timeout, attempts, firstBackoff, LONGEST_ANSWER_BYTES);
  }

  @Override
  public String toString() {
    return "record system at " + url.getHost();
  }
}
