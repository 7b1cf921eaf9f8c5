package app.countersign.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries go out: to the webhook when one is configured, else into the log.
 *
 * @param interval how often due deliveries are looked for
 * @param batchSize how many are taken at once
 * @param webhookUrl where to post; null sends into the log
 * @param webhookSecret what signs the posts; needed with a URL
 * @param timeout for one post; a begun post is tried again by another server after twice this
 * @param firstBackoff the wait after the first failure; it doubles with each further one
 * @param longestBackoff the longest wait between attempts
 * @param maxAttempts how often it is tried before it is given up
 */
@ConfigurationProperties("countersign.delivery")
public record DeliveryConfiguration(
    @Bindable(defaultValue = "PT1S") Duration interval,
    @Bindable(defaultValue = "100") int batchSize,
    @Nullable URI webhookUrl,
    @Nullable String webhookSecret,
    @Bindable(defaultValue = "PT10S") Duration timeout,
    @Bindable(defaultValue = "PT5S") Duration firstBackoff,
    @Bindable(defaultValue = "PT1H") Duration longestBackoff,
    @Bindable(defaultValue = "10") int maxAttempts) {

  /**
   * Checks that the settings go together.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public DeliveryConfiguration {
    if (webhookUrl != null && (webhookSecret == null || webhookSecret.length() < 32)) {
      throw new IllegalArgumentException(
          "countersign.delivery.webhook-secret needs at least 32 characters when a webhook is set");
    }
    if (batchSize < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "countersign.delivery.batch-size and max-attempts must be at least 1");
    }
  }

  /** The channel new deliveries take. */
  DeliveryChannel channel() {
    return webhookUrl == null ? DeliveryChannel.LOG : DeliveryChannel.WEBHOOK;
  }

  /** The wait before the next attempt after so many have failed. */
  Duration backoff(int failedAttempts) {
    int doublings = Math.min(Math.max(failedAttempts - 1, 0), 20);
    Duration wait = firstBackoff.multipliedBy(1L << doublings);
    return wait.compareTo(longestBackoff) > 0 ? longestBackoff : wait;
  }
}
