package app.countersign.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.insight.InsightKind;
import app.countersign.insight.OutsideInsights;
import app.countersign.social.SocialPosts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is switched on, and with which settings. */
class WarehouseConfigurationTest {
  private static final Map<String, Object> ON =
      Map.of(
          "countersign.features.warehouse", true,
          "countersign.warehouse.url", "https://org-account.snowflakecomputing.com",
          "countersign.warehouse.account", "org-account",
          "countersign.warehouse.user", "reader",
          "countersign.warehouse.private-key", WarehouseFixture.PRIVATE_KEY,
          "countersign.warehouse.queries.top-merchant", "SELECT * FROM top WHERE person = ?",
          "countersign.warehouse.queries.good-news", "SELECT * FROM good WHERE person = ?",
          "countersign.features.social", true,
          "countersign.social.token", "a token nobody may read");

  @Test
  void nobodyIsAskedUnlessSwitchedOn() {
    try (ApplicationContext context = started(Map.of())) {
      assertThat(context.findBean(OutsideInsights.class)).isEmpty();
      assertThat(context.getBean(SocialPosts.class).isOn()).isFalse();
      assertThat(context.getBean(SocialPosts.class).about("headphones")).isEmpty();
    }
  }

  @Test
  void whatIsSwitchedOnHasItsSettingsAndShowsNoSecret() {
    try (ApplicationContext context = started(ON)) {
      WarehouseConfiguration settings = context.getBean(WarehouseConfiguration.class);

      assertThat(context.findBean(OutsideInsights.class)).isPresent();
      assertThat(context.getBean(SocialPosts.class).isOn()).isTrue();
      assertThat(settings.statements())
          .containsOnlyKeys(InsightKind.TOP_MERCHANT, InsightKind.GOOD_NEWS);
      assertThat(settings.toString()).isEqualTo("warehouse at org-account.snowflakecomputing.com");
      assertThat(context.getBean(app.countersign.social.SocialConfiguration.class).toString())
          .isEqualTo("social search at api.x.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://there, account, key, warning, SELECT ?, PT1S, url",
    "https:///there, account, key, warning, SELECT ?, PT1S, url",
    "https://there, ' ', key, warning, SELECT ?, PT1S, account",
    "https://there, account, ' ', warning, SELECT ?, PT1S, private-key",
    "https://there, account, key, weather, SELECT ?, PT1S, queries.weather",
    "https://there, account, key, warning, SELECT 1, PT1S, queries.warning",
    "https://there, account, key, warning, 'SELECT ?, ?', PT1S, queries.warning",
    "https://there, account, key, warning, SELECT ?, PT0.9S, statement-timeout",
  })
  void settingsThatMakeNoSenseAreRefused(
      String url,
      String account,
      String key,
      String kind,
      String statement,
      Duration statementTimeout,
      String named) {
    assertThatThrownBy(
            () ->
                new WarehouseConfiguration(
                    URI.create(url),
                    account,
                    "reader",
                    key,
                    null,
                    null,
                    null,
                    null,
                    Map.of(kind, statement),
                    Duration.ofSeconds(1),
                    statementTimeout,
                    Duration.ofSeconds(1),
                    1,
                    Duration.ZERO,
                    Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("countersign.warehouse." + named);
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutShowingIt() {
    assertThatThrownBy(
            () -> new KeyPairTokens("account", "user", "c2VjcmV0IHRleHQ=", Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("countersign.warehouse.private-key is not an RSA key in PKCS #8")
        .hasNoCause();
  }

  private static ApplicationContext started(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("countersign.schedule.enabled", false);
    return ApplicationContext.run(all, Environment.TEST);
  }
}
