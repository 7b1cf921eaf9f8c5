package app.countersign.knot;

import app.countersign.remote.Patience;
import app.countersign.remote.ServiceSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Knot is, who we are to it, and how patiently it is asked.
 *
 * @param baseUrl such as {@code https://development.knotapi.com}; there is no default
 * @param clientId our name with it
 * @param secret what we prove it with, and it its reports; never shown
 * @param previousSecret the one before, whose reports are still believed while it is being changed
 * @param apiVersion which of its versions is spoken
 * @param connectTimeout for a connection
 * @param timeout for one attempt
 * @param deadline for one call, all its attempts and the waits between them together
 * @param attempts how often it is asked for one call, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 */
@ConfigurationProperties("countersign.knot")
@Requires(property = "countersign.knot.base-url", pattern = ".+")
public record KnotConfiguration(
    URI baseUrl,
    String clientId,
    String secret,
    @Nullable String previousSecret,
    @Bindable(defaultValue = "2.0") String apiVersion,
    @Bindable(defaultValue = "PT5S") Duration connectTimeout,
    @Bindable(defaultValue = "PT15S") Duration timeout,
    @Bindable(defaultValue = "PT45S") Duration deadline,
    @Bindable(defaultValue = "4") int attempts,
    @Bindable(defaultValue = "PT0.5S") Duration firstBackoff) {
  private static final ServiceSettings SETTINGS = new ServiceSettings("countersign.knot");
  private static final int LONGEST_ANSWER_BYTES = 16 << 20;

  /**
   * Checks that the settings make sense.
   *
   * @throws IllegalArgumentException naming the setting that does not
   */
  public KnotConfiguration {
    SETTINGS.requireWeb("base-url", baseUrl);
    SETTINGS.requireText("client-id", clientId);
    SETTINGS.requireText("secret", secret);
    SETTINGS.requireTime("deadline", deadline);
    patience(timeout, attempts, firstBackoff, connectTimeout);
  }

  Patience patience() {
    return patience(timeout, attempts, firstBackoff, connectTimeout);
  }

  private static Patience patience(
      Duration timeout, int attempts, Duration firstBackoff, Duration connectTimeout) {
    return SETTINGS.patience(timeout, attempts, firstBackoff, LONGEST_ANSWER_BYTES, connectTimeout);
  }

  /** Every secret whose reports are believed. */
  List<String> secrets() {
    return Stream.of(secret, previousSecret == null ? "" : previousSecret)
        .filter(each -> !each.isBlank())
        .toList();
  }

  @Override
  public String toString() {
    return "Knot at " + baseUrl.getHost();
  }
}
