package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.BankDataImport;
import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "signal_runs")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
class SignalRunsTest {
  private static final LocalDate JULY = LocalDate.of(2026, 7, 31);

  private final SignalRuns runs;
  private final BankDataImport imports;
  private final TransactionOperations<Connection> transactions;

  SignalRunsTest(
      SignalRuns runs, BankDataImport imports, TransactionOperations<Connection> transactions) {
    this.runs = runs;
    this.imports = imports;
    this.transactions = transactions;
  }

  @Test
  void aGivenDocumentGivesItsFiguresToTheCentAfterStorage() throws IOException {
    given("card-user", "credit_card_custom_user.json");

    compute(List.of("card-user"), JULY);
    SignalRun stored = latest("card-user", DAYS_30, null);

    CreditSignals credit = Objects.requireNonNull(stored.signals().credit());
    LifeStageSignals lifeStage = Objects.requireNonNull(stored.signals().lifeStage());
    assertThat(credit.aggregateUtilizationPct()).isEqualTo(new BigDecimal("12.46"));
    assertThat(credit.totalCreditUsed()).isEqualTo(new BigDecimal("1245.67"));
    assertThat(credit.totalCreditAvailable()).isEqualTo(new BigDecimal("8754.33"));
    assertThat(credit.numCreditCards()).isEqualTo(1);
    assertThat(credit.cards().getFirst().minimumPayment()).isEqualTo(new BigDecimal("35.00"));
    assertThat(lifeStage.transactionCountMonthly()).isEqualTo(new BigDecimal("5.00"));
    assertThat(stored.signals().savings()).isNull();
    assertThat(stored.quality().score()).isEqualTo(new BigDecimal("1.00"));
    assertThat(stored.durationMicros()).isPositive();
  }

  @Test
  void whatIsComputedIsWhatIsStored() throws IOException {
    given("business", "business_account.json");
    given("assets", "assets_custom_user2.json");

    Map<String, Map<SignalWindow, SignalReading>> readings =
        compute(List.of("assets", "business", "nobody"), JULY);

    assertThat(readings).containsOnlyKeys("assets", "business");
    readings.forEach(
        (userId, byWindow) -> {
          assertThat(byWindow).containsOnlyKeys(DAYS_30, DAYS_180);
          byWindow.forEach(
              (window, reading) -> {
                assertThat(latest(userId, window, null)).isEqualTo(reading.run());
                assertThat(reading.signals())
                    .isEqualTo(Objects.requireNonNull(reading.run()).signals());
              });
        });
  }

  @Test
  void theLatestIsByTheDayItIsAsOfNotByWhenItWasComputed() throws IOException {
    given("seen-often", "credit_card_custom_user.json");
    compute(List.of("seen-often"), JULY);
    compute(List.of("seen-often"), JULY.minusDays(10));
    compute(List.of("seen-often"), JULY.minusDays(5));

    assertThat(latest("seen-often", DAYS_180, null).asOf()).isEqualTo(JULY);
    assertThat(latest("seen-often", DAYS_180, JULY.minusDays(5)).asOf())
        .isEqualTo(JULY.minusDays(5));
    assertThat(latest("seen-often", DAYS_180, JULY.minusDays(6)).asOf())
        .isEqualTo(JULY.minusDays(10));
    assertThat(runs.latest(List.of("seen-often"), DAYS_180, JULY.minusDays(11))).isEmpty();
  }

  @Test
  void aUserWithoutDataGetsNoSignalsNotZeros() {
    transactions.executeWrite(
        status ->
            imports.importDocument(
                Actor.system("test"),
                "silent",
                """
                {"override_accounts": [{"type": "depository", "subtype": "checking",
                  "currency": "USD", "meta": {"name": "Empty"}, "transactions": []}]}
                """,
                List.of()));

    SignalReading reading =
        Objects.requireNonNull(
            Objects.requireNonNull(compute(List.of("silent"), JULY).get("silent")).get(DAYS_30));

    assertThat(reading.run()).isNull();
    assertThat(reading.signals()).isEqualTo(UserSignals.NONE);
    assertThat(runs.latest(List.of("silent"), DAYS_30, null)).isEmpty();
    assertThat(runs.byIds(List.of())).isEmpty();
  }

  private Map<String, Map<SignalWindow, SignalReading>> compute(
      List<String> userIds, LocalDate asOf) {
    return transactions.executeWrite(
        status -> runs.compute(userIds, EnumSet.allOf(SignalWindow.class), asOf));
  }

  private SignalRun latest(String userId, SignalWindow window, @Nullable LocalDate asOf) {
    return Objects.requireNonNull(runs.latest(List.of(userId), window, asOf).get(userId));
  }

  private void given(String userId, String file) throws IOException {
    try (InputStream document =
        Objects.requireNonNull(SignalRunsTest.class.getResourceAsStream("/demo/plaid/" + file))) {
      String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
      transactions.executeWrite(
          status -> imports.importDocument(Actor.system("test"), userId, text, List.of()));
    }
  }
}
