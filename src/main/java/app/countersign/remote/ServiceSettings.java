package app.countersign.remote;

import java.net.URI;
import java.time.Duration;

/**
 * What is configured of a service: checks it when the server starts, and says which setting makes
 * no sense. Every refusal is an {@link IllegalArgumentException} that shows no value.
 *
 * @param prefix of the settings, such as {@code countersign.knot}
 */
public record ServiceSettings(String prefix) {
  private static final int MOST_ATTEMPTS = 10;

  /** Refuses what is not fine: the fault begins with the setting's name. */
  public void require(boolean isFine, String fault) {
    if (!isFine) {
      throw new IllegalArgumentException(prefix + "." + fault);
    }
  }

  public void requireWeb(String setting, URI url) {
    boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    require(isWeb && url.getHost() != null, setting + " must begin with https://");
  }

  public void requireText(String setting, String value) {
    require(!value.isBlank(), setting + " must be given");
  }

  public void requireTime(String setting, Duration time) {
    require(time.isPositive(), setting + " must be more than nothing");
  }

  /** As the other, connections waited for as long as an attempt. */
  public Patience patience(Duration timeout, int attempts, Duration firstBackoff, int mostBytes) {
    return patience(timeout, attempts, firstBackoff, mostBytes, timeout);
  }

  /** The patience of these settings. */
  public Patience patience(
      Duration timeout,
      int attempts,
      Duration firstBackoff,
      int mostBytes,
      Duration connectTimeout) {
    require(attempts >= 1 && attempts <= MOST_ATTEMPTS, "attempts must be 1 to " + MOST_ATTEMPTS);
    requireTime("timeout", timeout);
    requireTime("connect-timeout", connectTimeout);
    require(!firstBackoff.isNegative(), "first-backoff must not be negative");
    return new Patience(timeout, attempts, firstBackoff, mostBytes, connectTimeout);
  }
}
