package app.countersign.platform.db.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Starts servers that are not tests: their environments are given, none is deduced. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "start_test")
class StartTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Login owner;
  private final Database database;

  StartTest(Environment settings, Database database) {
    this.owner = OwnerLogin.of(settings);
    this.database = database;
  }

  @Test
  void productionNamesEverythingThatIsMissing() {
    assertThatThrownBy(() -> start("prod", Map.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "Countersign does not start in production without JDBC_URL, JDBC_USER, JDBC_PASSWORD"
                + " and COUNTERSIGN_SIGNING_SECRET of at least 32 bytes.")
        .satisfies(refused -> assertThat(refused.getStackTrace()).isEmpty());
  }

  @Test
  void productionTakesNoShortSecret() {
    Map<String, Object> settings = given();
    settings.put("countersign.signing-secret", SECRET.substring(1));

    assertThatThrownBy(() -> start("prod", settings))
        .hasMessage(
            "Countersign does not start in production without COUNTERSIGN_SIGNING_SECRET of at"
                + " least 32 bytes.");
  }

  @Test
  void productionServesFromTheGivenDatabase() {
    try (ApplicationContext context = start("prod", given())) {
      DatabaseDescription description = context.getBean(Database.class).describe();

      assertThat(description.origin()).isEqualTo(Origin.server(owner));
      assertThat(description.sentence()).matches("PostgreSQL 18\\.\\d+ at [^:]+:\\d+/start_test");
      assertThat(context.getProperty("datasources.default.username", String.class))
          .hasValue("countersign_app");
    }
  }

  @Test
  void aServingLoginMayBeGiven() {
    Map<String, Object> settings = given();
    settings.put("jdbc.serving.user", "countersign_app");
    settings.put("jdbc.serving.password", ServingLogin.derived(SECRET).password());

    try (ApplicationContext context = start("prod", settings)) {
      assertThat(context.getBean(Database.class).describe().version()).startsWith("18.");
    }
  }

  @Test
  void halfAServingLoginIsRefused() {
    Map<String, Object> settings = given();
    settings.put("jdbc.serving.user", "somebody");

    assertThatThrownBy(() -> start("prod", settings))
        .hasMessage("JDBC_SERVING_USER and JDBC_SERVING_PASSWORD go together; one is not set.");
  }

  @Test
  void aUrlNeedsItsOwner() {
    assertThatThrownBy(() -> start("dev", Map.of("jdbc.url", owner.url())))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.sentence())
                    .isEqualTo("JDBC_URL is set, but JDBC_USER, who owns it, is not."));
  }

  @Test
  void aTestIsOnItsOwnDatabase() {
    assertThat(database.describe().sentence()).endsWith("/start_test");
  }

  private Map<String, Object> given() {
    return new HashMap<>(
        Map.of(
            "jdbc.url",
            owner.url(),
            "jdbc.user",
            owner.user(),
            "jdbc.password",
            owner.password().isEmpty() ? "unasked" : owner.password(),
            "countersign.signing-secret",
            SECRET));
  }

  private static ApplicationContext start(String environment, Map<String, Object> settings) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .environmentPropertySource(false)
        .environments(environment)
        .properties(settings)
        .start();
  }
}
