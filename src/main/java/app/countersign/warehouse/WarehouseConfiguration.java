package app.countersign.warehouse;

import app.countersign.insight.InsightKind;
import app.countersign.remote.Patience;
import app.countersign.remote.ServiceSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.MapFormat;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the warehouse is, who asks it, and what.
 *
 * @param url of the account, for example {@code https://myorg-account.snowflakecomputing.com}
 * @param account its identifier, without region
 * @param user who the key belongs to
 * @param privateKey RSA, PKCS #8 in PEM, not encrypted; never shown
 * @param database for names without one; null takes the user's default, as with the next three
 * @param queries by kind in lower case words with hyphens ({@code top-merchant}): a statement with
 *     one {@code ?}, the customer's id as text. It answers the columns TITLE, TEXT and DATA_AS_OF
 *     and at least one figure: AMOUNT_…, PERCENT_…, COUNT_… or MONTHS_…; optional are SEVERITY,
 *     SUBJECT, TOPIC, CURRENCY (needed with amounts), PERIOD_FROM and PERIOD_TO
 * @param timeout for one request
 * @param statementTimeout after which the warehouse gives a statement up
 * @param longest how long one statement is waited for, all requests together
 * @param attempts how often one request is made, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 * @param pollEvery the wait between two looks at a statement that is still running
 */
@ConfigurationProperties("countersign.warehouse")
@Requires(property = "countersign.features.warehouse", value = "true")
public record WarehouseConfiguration(
    URI url,
    String account,
    String user,
    String privateKey,
    @Nullable String database,
    @Nullable String schema,
    @Nullable String warehouse,
    @Nullable String role,
    @MapFormat(transformation = MapFormat.MapTransformation.FLAT) Map<String, String> queries,
    @Bindable(defaultValue = "PT10S") Duration timeout,
    @Bindable(defaultValue = "PT60S") Duration statementTimeout,
    @Bindable(defaultValue = "PT90S") Duration longest,
    @Bindable(defaultValue = "3") int attempts,
    @Bindable(defaultValue = "PT0.5S") Duration firstBackoff,
    @Bindable(defaultValue = "PT1S") Duration pollEvery) {
  private static final ServiceSettings SETTINGS = new ServiceSettings("countersign.warehouse");
  private static final int MOST_BYTES = 4 << 20;

  /**
   * Checks that the settings make sense.
   *
   * @throws IllegalArgumentException naming the setting that does not
   */
  public WarehouseConfiguration {
    queries = Map.copyOf(queries);
    SETTINGS.requireWeb("url", url);
    SETTINGS.requireText("account", account);
    SETTINGS.requireText("user", user);
    SETTINGS.requireText("private-key", privateKey);
    SETTINGS.require(
        statementTimeout.toSeconds() >= 1, "statement-timeout must be a second or more");
    SETTINGS.requireTime("longest", longest);
    SETTINGS.requireTime("poll-every", pollEvery);
    queries.forEach(
        (kind, statement) -> {
          SETTINGS.require(kindOf(kind) != null, "queries." + kind + " is no kind of insight");
          SETTINGS.require(
              statement.chars().filter(letter -> letter == '?').count() == 1,
              "queries." + kind + " must have one ?");
        });
    SETTINGS.patience(timeout, attempts, firstBackoff, MOST_BYTES);
  }

  /** The statements by kind, in the order of the kinds. */
  Map<InsightKind, String> statements() {
    Map<InsightKind, String> statements = new EnumMap<>(InsightKind.class);
    queries.forEach(
        (name, statement) -> {
          InsightKind kind = kindOf(name);
          if (kind != null) {
            statements.put(kind, statement);
          }
        });
    return Collections.unmodifiableMap(statements);
  }

  Patience patience() {
    return SETTINGS.patience(timeout, attempts, firstBackoff, MOST_BYTES);
  }

  private static @Nullable InsightKind kindOf(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    for (InsightKind kind : InsightKind.values()) {
      if (kind.name().equals(wanted)) {
        return kind;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "warehouse at " + url.getHost();
  }
}
