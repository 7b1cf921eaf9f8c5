package app.countersign.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "settings_api")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "testing.role-names-as-tokens", value = "true")
class SettingsApiTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String ALL =
      """
      notifications { email push spendingAlerts rewardReminders }
      privacy { shareSpendingData analytics }
      ai { autoSuggestions showStages }
      display { theme currency dateFormat }
      security { lastPasswordChangeAt activeSessionCount }
      version updatedAt
      """;
  private static final String UPDATE =
      """
      mutation ($input: UpdateSettingsInput!) {
        updateSettings(input: $input) {
          settings { %s }
          userErrors { code path message currentVersion }
        }
      }
      """
          .formatted(ALL);

  @Inject Api api;
  @Inject Sql sql;
  @Inject Settings settings;
  @Inject TestCustomers customers;

  private Actor ana = Actor.system("somebody");

  @BeforeEach
  void somebodyNew() {
    ana = customers.named("Ana " + NUMBER.incrementAndGet());
  }

  private Answer read() {
    return api.query(TestCustomers.token(ana), "{ settings { %s } }".formatted(ALL));
  }

  private Answer update(Map<String, ?> input) {
    return api.call(TestCustomers.token(ana), UPDATE, input);
  }

  @Test
  void theDefaultsHoldForWhoeverChoseNothing() {
    Answer answer = read();

    assertThat(answer.data("settings").toString())
        .isEqualTo(
            """
            {"notifications":{"email":true,"push":true,"spendingAlerts":true,\
            "rewardReminders":true},"privacy":{"shareSpendingData":true,"analytics":false},\
            "ai":{"autoSuggestions":true,"showStages":true},"display":{"theme":"SYSTEM",\
            "currency":"USD","dateFormat":"YEAR_MONTH_DAY"},"security":\
            {"lastPasswordChangeAt":"2026-01-05T09:00:00Z","activeSessionCount":0},\
            "version":1,"updatedAt":null}\
            """);
    assertThat(settings.of(ana.id())).isEqualTo(CustomerSettings.DEFAULTS);
  }

  @Test
  void whatIsGivenChangesAndEverythingElseStays() {
    Answer answer =
        update(
            Map.of(
                "notifications", Map.of("email", false, "rewardReminders", false),
                "privacy", Map.of("shareSpendingData", false, "analytics", true),
                "ai", Map.of(),
                "display", Map.of("currency", "EUR", "dateFormat", "DAY_MONTH_YEAR"),
                "expectedVersion", 1));

    assertThat(answer.refused("updateSettings")).isEmpty();
    assertThat(answer.data("updateSettings.settings.version").asInt()).isEqualTo(2);
    assertThat(answer.data("updateSettings.settings")).isEqualTo(read().data("settings"));
    CustomerSettings stored = settings.of(ana.id());
    assertThat(stored.notifications())
        .isEqualTo(new CustomerSettings.Notifications(false, true, true, false));
    assertThat(stored.privacy()).isEqualTo(new CustomerSettings.Privacy(false, true));
    assertThat(stored.ai()).isEqualTo(new CustomerSettings.Ai(true, true));
    assertThat(stored.display())
        .isEqualTo(
            new CustomerSettings.Display(
                CustomerSettings.Theme.SYSTEM, "EUR", CustomerSettings.DateFormat.DAY_MONTH_YEAR));

    update(Map.of("ai", Map.of("showStages", false), "display", Map.of("theme", "DARK")));

    assertThat(settings.of(ana.id()).ai()).isEqualTo(new CustomerSettings.Ai(true, false));
    assertThat(settings.of(ana.id()).display().currency()).isEqualTo("EUR");
    assertThat(settings.of(ana.id()).version()).isEqualTo(3);
    assertThat(audited())
        .containsExactly(
            "{\"version\": 1, \"display.currency\": \"USD\", \"privacy.analytics\": false,"
                + " \"display.dateFormat\": \"YEAR_MONTH_DAY\", \"notifications.email\": true,"
                + " \"privacy.shareSpendingData\": true, \"notifications.rewardReminders\": true}"
                + " -> {\"version\": 2, \"display.currency\": \"EUR\", \"privacy.analytics\": true,"
                + " \"display.dateFormat\": \"DAY_MONTH_YEAR\", \"notifications.email\": false,"
                + " \"privacy.shareSpendingData\": false,"
                + " \"notifications.rewardReminders\": false}",
            "{\"version\": 2, \"ai.showStages\": true, \"display.theme\": \"SYSTEM\"} ->"
                + " {\"version\": 3, \"ai.showStages\": false, \"display.theme\": \"DARK\"}");
  }

  @Test
  void whatIsSoAlreadyChangesNothing() {
    Answer answer = update(Map.of("notifications", Map.of("email", true)));

    assertThat(answer.data("updateSettings.settings.version").asInt()).isEqualTo(1);
    assertThat(update(Map.of()).data("updateSettings.settings.version").asInt()).isEqualTo(1);
    assertThat(audited()).isEmpty();
    assertThat(settings.of(ana.id())).isSameAs(CustomerSettings.DEFAULTS);
  }

  @Test
  void aStaleVersionIsRefusedWithTheCurrentOne() {
    update(Map.of("ai", Map.of("showStages", false)));

    Answer answer = update(Map.of("ai", Map.of("showStages", true), "expectedVersion", 1));

    assertThat(answer.refused("updateSettings"))
        .containsExactly("STALE_VERSION input.expectedVersion");
    assertThat(answer.data("updateSettings.userErrors.0.currentVersion").asInt()).isEqualTo(2);
    assertThat(answer.data("updateSettings.settings").isNull()).isTrue();
    assertThat(settings.of(ana.id()).ai().showStages()).isFalse();
  }

  @Test
  void nullIsRefusedEverywhereWithItsPathAndNothingIsChanged() {
    Map<String, Object> notifications = new HashMap<>();
    notifications.put("email", null);
    notifications.put("push", false);
    Map<String, Object> input = new HashMap<>();
    input.put("notifications", notifications);
    input.put("privacy", null);
    input.put("display", Map.of("currency", "EURO"));

    Answer answer = update(input);

    assertThat(answer.refused("updateSettings"))
        .containsExactly(
            "INVALID_INPUT input.notifications.email",
            "INVALID_INPUT input.privacy",
            "INVALID_INPUT input.display.currency");
    assertThat(settings.of(ana.id())).isSameAs(CustomerSettings.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eur", "EURO", "", "XXX", "ABC", "€"})
  void whatIsNoCurrencyInUseIsRefused(String currency) {
    assertThat(update(Map.of("display", Map.of("currency", currency))).refused("updateSettings"))
        .containsExactly("INVALID_INPUT input.display.currency");
  }

  @ParameterizedTest
  @CsvSource({"theme, SEPIA", "dateFormat, ISO"})
  void whatTheTypesDoNotKnowIsNoInput(String field, String value) {
    Answer answer = update(Map.of("display", Map.of(field, value)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(settings.of(ana.id())).isSameAs(CustomerSettings.DEFAULTS);
  }

  @Test
  void theSameKeyAnswersTheFirstTimeAgain() {
    Map<String, Object> input = Map.of("ai", Map.of("showStages", false), "idempotencyKey", "one");

    Answer first = update(input);
    Answer again = update(input);

    assertThat(again.data("updateSettings")).isEqualTo(first.data("updateSettings"));
    assertThat(again.data("updateSettings.settings.version").asInt()).isEqualTo(2);
    assertThat(
            update(Map.of("ai", Map.of("showStages", true), "idempotencyKey", "one"))
                .refused("updateSettings"))
        .containsExactly("KEY_REUSED input.idempotencyKey");
  }

  @Test
  void changesAtTheSameTimeAreAllKept() throws Exception {
    List<Callable<Answer>> changes =
        List.<Callable<Answer>>of(
            () -> update(Map.of("notifications", Map.of("email", false))),
            () -> update(Map.of("privacy", Map.of("analytics", true))),
            () -> update(Map.of("ai", Map.of("autoSuggestions", false))),
            () -> update(Map.of("display", Map.of("currency", "CHF"))));

    List<Answer> answers = AtOnce.run(changes);

    assertThat(answers).allMatch(answer -> answer.refused("updateSettings").isEmpty());
    assertThat(settings.of(ana.id()).version()).isEqualTo(5);
    assertThat(settings.of(ana.id()).notifications().email()).isFalse();
    assertThat(settings.of(ana.id()).privacy().analytics()).isTrue();
    assertThat(settings.of(ana.id()).ai().autoSuggestions()).isFalse();
    assertThat(settings.of(ana.id()).display().currency()).isEqualTo("CHF");
  }

  @Test
  void theSessionsInForceAreCounted() {
    IntStream.range(0, 3)
        .forEach(
            number ->
                sql.update(
                    """
                    INSERT INTO session (id, person_id, created_at, expires_at, revoked_at)
                    VALUES (?, ?, now(), now() + CAST(? AS interval), ?)
                    """,
                    Ids.next(),
                    ana.id(),
                    number == 0 ? "-1 second" : "1 hour",
                    number == 1 ? Instant.parse("2026-01-06T00:00:00Z") : null));

    assertThat(read().data("settings.security.activeSessionCount").asInt()).isEqualTo(1);
  }

  @Test
  void settingsAreOnesOwn() {
    Actor other = customers.named("Ben");
    update(Map.of("display", Map.of("currency", "EUR")));

    assertThat(
            api.query(TestCustomers.token(other), "{ settings { display { currency } } }")
                .data("settings.display.currency")
                .asText())
        .isEqualTo("USD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ settings { version } }",
        "{ myRecommendations { totalCount } }",
        "mutation { updateSettings(input: {}) { userErrors { code } } }"
      })
  void onlyCustomersMay(String operation) {
    assertThat(api.query(null, operation).errors()).containsExactly("UNAUTHENTICATED");
    for (Role role : List.of(Role.ANALYST, Role.OPERATOR, Role.SENIOR_OPERATOR, Role.ADMIN)) {
      assertThat(api.query(role.name(), operation).errors()).containsExactly("FORBIDDEN");
    }
    assertThat(api.query(TestCustomers.token(ana), operation).errors()).isEmpty();
  }

  @Test
  void aCardNumberIsRefusedAtTheDoorWithItsPlaceAndLeavesNothing() {
    String number = "4111 1111 1111 1111";
    Map<String, Object> input =
        Map.of("display", Map.of("currency", number), "idempotencyKey", "cvv 123");

    Answer answer = update(input);

    assertThat(answer.refused("updateSettings"))
        .containsExactlyInAnyOrder(
            "CARD_NUMBER_REFUSED input.display.currency",
            "CARD_NUMBER_REFUSED input.idempotencyKey");
    assertThat(answer.body().toString()).doesNotContain("4111", "123");
    assertThat(sql.list("SELECT key FROM idempotency_key WHERE actor_id = ?", row -> 1, ana.id()))
        .isEmpty();
  }

  @Test
  void aCardNumberIsRefusedOfWhoeverIsNotSignedInToo() {
    Answer answer =
        api.call(
            null,
            "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code path } }"
                + " }",
            Map.of("email", "4111-1111-1111-1111@people.example", "password", "none of it"));

    assertThat(answer.refused("signIn")).containsExactly("CARD_NUMBER_REFUSED input.email");
  }

  private List<String> audited() {
    return sql.list(
        """
        SELECT before::text || ' -> ' || after::text AS entry FROM audit_entry
        WHERE subject_type = 'Settings' AND subject_id = ? AND user_id = ? AND action = 'UPDATE'
        ORDER BY sequence
        """,
        row -> Rows.text(row, "entry"),
        ana.id().toString(),
        ana.id().toString());
  }
}
