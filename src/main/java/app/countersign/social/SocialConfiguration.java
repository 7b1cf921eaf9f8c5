package app.countersign.social;

import app.countersign.remote.Patience;
import app.countersign.remote.ServiceSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/**
 * Where posts are searched.
 *
 * @param url of the API
 * @param token the bearer token; never shown
 * @param timeout for one attempt
 * @param longest how long one search is waited for, all attempts together
 * @param attempts how often one search is tried, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 */
@ConfigurationProperties("countersign.social")
@Requires(property = "countersign.features.social", value = "true")
public record SocialConfiguration(
    @Bindable(defaultValue = "https://api.x.com") URI url,
    String token,
    @Bindable(defaultValue = "PT3S") Duration timeout,
    @Bindable(defaultValue = "PT5S") Duration longest,
    @Bindable(defaultValue = "2") int attempts,
    @Bindable(defaultValue = "PT0.2S") Duration firstBackoff) {
  private static final ServiceSettings SETTINGS = new ServiceSettings("countersign.social");
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Checks that the settings make sense.
   *
   * @throws IllegalArgumentException naming the setting that does not
   */
  public SocialConfiguration {
    SETTINGS.requireWeb("url", url);
    SETTINGS.requireText("token", token);
    SETTINGS.patience(timeout, attempts, firstBackoff, MOST_BYTES);
  }

  Patience patience() {
    return SETTINGS.patience(timeout, attempts, firstBackoff, MOST_BYTES);
  }

  @Override
  public String toString() {
    return "social search at " + url.getHost();
  }
}
