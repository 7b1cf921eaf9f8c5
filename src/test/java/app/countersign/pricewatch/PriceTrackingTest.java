package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestCustomers;
import app.countersign.testing.TestSpending;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "price_tracking")
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.test.clock", value = "true")
@Property(name = "countersign.admission.waiting", value = "100")
@Property(name = "countersign.price-watch.most-products", value = "5")
class PriceTrackingTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String PRODUCT =
      "trackedProduct { id name currency url target { amount currency } alertState alertedAt"
          + " version }";

  @Inject Api api;
  @Inject TestCustomers customers;
  @Inject TestSpending spending;
  @Inject Sql sql;

  private Api.Answer call(Actor owner, String mutation, String type, Map<String, ?> input) {
    return api.call(
        TestCustomers.token(owner),
        "mutation ($input: %s!) { %s(input: $input) { %s userErrors { code path currentVersion } } }"
            .formatted(type, mutation, PRODUCT),
        input);
  }

  private Api.Answer track(Actor owner, Map<String, ?> input) {
    return call(owner, "trackProduct", "TrackProductInput", input);
  }

  private String tracked(Actor owner, Map<String, ?> input) {
    Api.Answer answer = track(owner, input);
    assertThat(answer.refused("trackProduct")).isEmpty();
    return answer.data("trackProduct.trackedProduct.id").asText();
  }

  private Api.Answer record(Actor owner, String id, String amount, String observedAt) {
    Map<String, Object> input = new HashMap<>();
    input.put("trackedProductId", id);
    input.put("price", Map.of("amount", amount));
    input.put("observedAt", observedAt);
    return api.call(
        TestCustomers.token(owner),
        "mutation ($input: RecordPriceInput!) { recordPrice(input: $input) { isAlerted"
            + " observation { amount { amount } source } trackedProduct { alertState version }"
            + " userErrors { code path } } }",
        input);
  }

  private boolean alerts(Actor owner, String id, String amount) {
    Api.Answer answer = record(owner, id, amount, null);
    assertThat(answer.refused("recordPrice")).isEmpty();
    return answer.data("recordPrice.isAlerted").asBoolean();
  }

  private int letters(String id) {
    return sql.list(
            "SELECT id FROM delivery WHERE subject_type = 'PRICE_ALERT' AND subject_id = ?::uuid",
            row -> 1,
            id)
        .size();
  }

  private int alertEntries(String id) {
    return sql.list(
            "SELECT id FROM audit_entry WHERE subject_type = 'TrackedProduct' AND subject_id = ?"
                + " AND action = 'ALERT'",
            row -> 1,
            id)
        .size();
  }

  @Test
  void anAlertGoesOffOncePerCrossing() {
    Actor owner = customers.named("Track Ana");
    String id = tracked(owner, Map.of("name", "Kettle", "target", Map.of("amount", "40")));

    List<Boolean> alerted = new ArrayList<>();
    for (String price : List.of("45", "40.01", "40.00", "39", "40", "41", "12", "40.01", "40")) {
      alerted.add(alerts(owner, id, price));
    }

    assertThat(alerted).containsExactly(false, false, true, false, false, false, true, false, true);
    assertThat(letters(id)).isEqualTo(3);
    assertThat(alertEntries(id)).isEqualTo(3);
  }

  @Test
  void aPriceOfThePastNeitherSetsItOffNorArmsIt() {
    Actor owner = customers.named("Track Past");
    String id = tracked(owner, Map.of("name", "Kettle", "target", Map.of("amount", "40")));
    assertThat(alerts(owner, id, "39")).isTrue();

    Api.Answer above = record(owner, id, "60", "2026-03-01T00:00:00Z");
    boolean again = alerts(owner, id, "38");

    assertThat(above.data("recordPrice.trackedProduct.alertState").asText()).isEqualTo("FIRED");
    assertThat(again).isFalse();
    assertThat(letters(id)).isEqualTo(1);
  }

  @Test
  void anotherTargetArmsTheAlertAndNoneTakesItAway() {
    Actor owner = customers.named("Track Target");
    String id = tracked(owner, Map.of("name", "Kettle", "target", Map.of("amount", "40")));
    assertThat(alerts(owner, id, "30")).isTrue();
    Map<String, Object> change = new HashMap<>(Map.of("trackedProductId", id));
    change.put("target", Map.of("amount", "35"));

    Api.Answer armed = call(owner, "updateTrackedProduct", "UpdateTrackedProductInput", change);
    boolean again = alerts(owner, id, "30");
    change.put("target", null);
    Api.Answer none = call(owner, "updateTrackedProduct", "UpdateTrackedProductInput", change);

    assertThat(armed.data("updateTrackedProduct.trackedProduct.alertState").asText())
        .isEqualTo("ARMED");
    assertThat(again).isTrue();
    assertThat(none.data("updateTrackedProduct.trackedProduct.alertState").asText())
        .isEqualTo("NONE");
    assertThat(none.data("updateTrackedProduct.trackedProduct.target").isNull()).isTrue();
    assertThat(alerts(owner, id, "1")).isFalse();
  }

  /**
   * The prices come in one after the other by their numbers; each crossing of those has a letter.
   */
  @Test
  void ofAHundredPricesAtOnceEachCrossingHasOneLetter() throws Exception {
    Actor owner = customers.named("Track Race");
    String id = tracked(owner, Map.of("name", "Kettle", "target", Map.of("amount", "40")));
    Random random = new Random(99);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      String price = random.nextBoolean() ? "39.99" : "40.01";
      calls.add(() -> alerts(owner, id, price));
    }

    List<Boolean> alerted = AtOnce.run(calls);

    List<BigDecimal> inOrder =
        sql.list(
            "SELECT amount FROM price_observation WHERE tracked_product_id = ?::uuid"
                + " ORDER BY number",
            row -> row.getBigDecimal(1),
            id);
    int crossings = 0;
    boolean below = false;
    for (BigDecimal price : inOrder) {
      boolean reached = price.compareTo(new BigDecimal("40")) <= 0;
      crossings += reached && !below ? 1 : 0;
      below = reached;
    }
    assertThat(inOrder).hasSize(100);
    assertThat(crossings).isPositive();
    assertThat(alerted.stream().filter(one -> one)).hasSize(crossings);
    assertThat(letters(id)).isEqualTo(crossings);
    assertThat(alertEntries(id)).isEqualTo(crossings);
  }

  @Test
  void ofAHundredPricesBelowTheTargetOneSetsItOff() throws Exception {
    Actor owner = customers.named("Track Burst");
    String id = tracked(owner, Map.of("name", "Kettle", "target", Map.of("amount", "40")));

    List<Boolean> alerted = AtOnce.run(100, () -> alerts(owner, id, "39"));

    assertThat(alerted.stream().filter(one -> one)).hasSize(1);
    assertThat(letters(id)).isEqualTo(1);
  }

  @Test
  void nobodyTracksTheSameTwiceNorMoreThanThereMayBe() throws Exception {
    Actor owner = customers.named("Track Twice");
    List<List<String>> same =
        AtOnce.run(10, () -> track(owner, Map.of("name", " The  KETTLE ")).refused("trackProduct"));
    List<Callable<List<String>>> others = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      String name = "Thing " + number;
      others.add(() -> track(owner, Map.of("name", name)).refused("trackProduct"));
    }

    List<List<String>> many = AtOnce.run(others);

    assertThat(same.stream().filter(List::isEmpty)).hasSize(1);
    assertThat(same).contains(List.of("ALREADY_EXISTS input.name"));
    assertThat(many.stream().filter(List::isEmpty)).hasSize(4);
    assertThat(many).contains(List.of("LIMIT_REACHED input"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name| |INVALID_INPUT input.name",
        "name|4111 1111 1111 1111|CARD_NUMBER_REFUSED input.name",
        "currency|XXQ|INVALID_INPUT input.currency",
        "merchant|  |INVALID_INPUT input.merchant",
      })
  void whatCannotBeTrackedIsRefused(String field, String value, String refusal) {
    Actor owner = customers.named("Track Refused");
    Map<String, Object> input = new HashMap<>(Map.of("name", "Kettle"));
    input.put(field, value == null ? " " : value);

    assertThat(track(owner, input).refused("trackProduct")).containsExactly(refusal);
  }

  @Test
  void onlyAnAddressOfTheWebIsKept() {
    Actor owner = customers.named("Track Url");

    Api.Answer web =
        track(owner, Map.of("name", "Kettle", "url", "https://shop.example/kettle?a=1"));
    Api.Answer script = track(owner, Map.of("name", "Pan", "url", "javascript:alert(1)"));

    assertThat(web.data("trackProduct.trackedProduct.url").asText())
        .isEqualTo("https://shop.example/kettle?a=1");
    assertThat(script.errors()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|2026-03-01T00:00:00Z|INVALID_INPUT input.price.amount",
        "1.001|2026-03-01T00:00:00Z|INVALID_INPUT input.price.amount",
        "5|2026-03-02T09:00:01Z|INVALID_INPUT input.observedAt",
        "5|1989-12-31T00:00:00Z|INVALID_INPUT input.observedAt",
      })
  void aPriceThatCannotBeIsRefused(String amount, String at, String refusal) {
    Actor owner = customers.named("Track Wrong " + amount + at);
    String id = tracked(owner, Map.of("name", "Kettle"));

    assertThat(record(owner, id, amount, at).refused("recordPrice")).containsExactly(refusal);
  }

  @Test
  void ordersTellPricesOfTheSameCodeAsLongAsTheyAreThere() {
    Actor owner = customers.named("Track Orders");
    Actor other = customers.named("Track Neighbour");
    spending.purchase(owner, at(-40), "LINK", "B00KETTLE", "Kettle, steel", "52.00", null);
    spending.purchase(owner, at(-10), "FILE", "B00KETTLE", "Kettle, steel", "48.00", null);
    spending.purchase(owner, at(-9), "FILE", "B00OTHER", "Toaster", "10.00", null);
    spending.purchase(other, at(-8), "LINK", "B00KETTLE", "Kettle, steel", "1.00", null);
    String id = tracked(owner, Map.of("name", "Kettle", "productCode", "B00KETTLE"));
    record(owner, id, "50", at(-20).toString());

    JsonNode product = read(owner, id);

    assertThat(product.at("/observations/nodes").findValuesAsText("source"))
        .containsExactly("IMPORT", "RECORDED", "ORDER");
    assertThat(product.at("/observations/totalCount").asInt()).isEqualTo(3);
    assertThat(product.at("/statistics/median/amount").asText()).isEqualTo("50.00");
    assertThat(product.at("/statistics/lowest/amount").asText()).isEqualTo("48.00");
    assertThat(product.at("/statistics/current/amount").asText()).isEqualTo("48.00");
    assertThat(product.at("/statistics/changeVsMedianPct").asText()).isEqualTo("-4.0");
    assertThat(product.path("predictionUnavailableBecause").asText())
        .isEqualTo(
            "A prediction needs prices of at least 8 days over at least 30 days; there are 3 over"
                + " 30.");

    sql.update(
        "UPDATE purchase SET status = 'CANCELLED' WHERE person_id = ? AND origin = 'FILE'",
        owner.id());
    assertThat(read(owner, id).at("/observations/totalCount").asInt()).isEqualTo(2);
  }

  private static Instant at(int day) {
    return NOW.plus(day, ChronoUnit.DAYS);
  }

  private JsonNode read(Actor owner, String id) {
    return api.query(
            TestCustomers.token(owner),
            ("{ trackedProduct(id: \"%s\") { observations(first: 10) { totalCount nodes { source"
                    + " amount { amount } } } statistics { median { amount } lowest { amount }"
                    + " current { amount } changeVsMedianPct observationCount asOfAt } prediction {"
                    + " low { amount } high { amount } nominalCoveragePct backtestCount }"
                    + " predictionUnavailableBecause } }")
                .formatted(id))
        .data("trackedProduct");
  }

  @Test
  void historyGathersByDaysOfTheZoneAndLeavesOutWhatIsEmpty() {
    Actor owner = customers.named("Track History");
    String id = tracked(owner, Map.of("name", "Kettle"));
    record(owner, id, "10", "2026-02-01T23:30:00Z");
    record(owner, id, "12", "2026-02-02T00:30:00Z");
    record(owner, id, "8", "2026-02-02T22:00:00Z");
    record(owner, id, "20", "2026-02-20T12:00:00Z");

    assertThat(history(owner, id, "bucket: DAY"))
        .containsExactly(
            "2026-02-01 10.00 10.00 10.00 1",
            "2026-02-02 8.00 12.00 8.00 2",
            "2026-02-20 20.00 20.00 20.00 1");
    assertThat(history(owner, id, "bucket: DAY, timeZone: \"Europe/Berlin\""))
        .containsExactly("2026-02-02 8.00 12.00 8.00 3", "2026-02-20 20.00 20.00 20.00 1");
    assertThat(history(owner, id, "bucket: WEEK"))
        .containsExactly(
            "2026-01-26 10.00 10.00 10.00 1",
            "2026-02-02 8.00 12.00 8.00 2",
            "2026-02-16 20.00 20.00 20.00 1");
    assertThat(history(owner, id, "bucket: MONTH"))
        .containsExactly("2026-02-01 8.00 20.00 20.00 4");
    assertThat(
            history(
                owner,
                id,
                "bucket: MONTH, range: {fromDay: \"2026-02-02\", toDay: \"2026-02-02\"}"))
        .containsExactly("2026-02-01 8.00 12.00 8.00 2");
  }

  private List<String> history(Actor owner, String id, String arguments) {
    return api.query(
            TestCustomers.token(owner),
            ("{ trackedProduct(id: \"%s\") { history(%s) { from min { amount } max { amount }"
                    + " last { amount } observationCount } } }")
                .formatted(id, arguments))
        .data("trackedProduct.history")
        .valueStream()
        .map(
            point ->
                String.join(
                    " ",
                    point.path("from").asText(),
                    point.at("/min/amount").asText(),
                    point.at("/max/amount").asText(),
                    point.at("/last/amount").asText(),
                    point.path("observationCount").asText()))
        .toList();
  }

  @Test
  void aSeriesLongEnoughIsPredictedFrom() {
    Actor owner = customers.named("Track Predicted");
    String id = tracked(owner, Map.of("name", "Kettle"));
    for (int week = 12; week >= 0; week--) {
      record(owner, id, week % 2 == 0 ? "100" : "90", at(-7 * week).toString());
    }

    JsonNode product = read(owner, id);

    assertThat(product.path("predictionUnavailableBecause").isNull()).isTrue();
    assertThat(product.at("/prediction/low/amount").asText()).isEqualTo("100.00");
    assertThat(product.at("/prediction/high/amount").asText()).isEqualTo("100.00");
    assertThat(product.at("/prediction/backtestCount").asInt()).isEqualTo(5);
  }

  @Test
  void priceCheckJudgesTheNewestPriceOrAnother() {
    Actor owner = customers.named("Track Checked");
    String id = tracked(owner, Map.of("name", "Kettle"));
    for (int day = 5; day > 0; day--) {
      record(owner, id, "4" + day, at(-day).toString());
    }
    String query =
        "{ priceCheck(trackedProductId: \"%s\" %s) { verdict reasons tracked { name } } }";

    Api.Answer newest = api.query(TestCustomers.token(owner), query.formatted(id, ""));
    Api.Answer high =
        api.query(TestCustomers.token(owner), query.formatted(id, ", price: {amount: \"46\"}"));
    Api.Answer euros =
        api.query(
            TestCustomers.token(owner),
            query.formatted(id, ", price: {amount: \"46\", currency: \"EUR\"}"));

    assertThat(newest.data("priceCheck.verdict").asText()).isEqualTo("GOOD");
    assertThat(newest.data("priceCheck.tracked.name").asText()).isEqualTo("Kettle");
    assertThat(high.data("priceCheck.verdict").asText()).isEqualTo("HIGH");
    assertThat(euros.errors()).containsExactly("BAD_REQUEST");
  }
}
