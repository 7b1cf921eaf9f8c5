package app.countersign.demo;

import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ConsentKind;
import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes in the bank's own sample documents and the generated ones, as if four months ago. Most
 * users consent to everything; a few, always the same, to less.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class BankDataStep implements DemoStep {
  static final int ORDER = 100;

  private static final long SEED = 20;
  private static final Duration FIRST_AGO = Duration.ofDays(126);
  private static final Duration APART = Duration.ofMinutes(47);
  private static final int CONSENT_PERIOD = 17;

  private static final Map<String, String> SAMPLES = samples();

  private final BankDataImport imports;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  BankDataStep(
      BankDataImport imports, TransactionOperations<Connection> transactions, Clock clock) {
    this.imports = imports;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "bank data of %d users".formatted(SAMPLES.size() + LedgerGenerator.DEFAULT_USERS);
  }

  @Override
  public void play() {
    LocalDate yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    int number = 0;
    for (Map.Entry<String, String> sample : SAMPLES.entrySet()) {
      take(number++, sample.getKey(), text(sample.getValue()));
    }
    List<DemoUser> generated =
        new LedgerGenerator(SEED, yesterday).users(LedgerGenerator.DEFAULT_USERS);
    for (DemoUser user : generated) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      take(number++, user.userId(), user.document());
    }
  }

  private void take(int number, String userId, String document) {
    DemoClock.ago(
        FIRST_AGO.minus(APART.multipliedBy(number)),
        () ->
            transactions.executeWrite(
                _ ->
                    imports.importDocument(
                        Actor.system(DemoData.ACTOR), userId, document, consents(number))));
  }

  /** Everything, but for one in seventeen each: no offers, no recommendations, nothing at all. */
  static Set<ConsentKind> consents(int number) {
    return switch (number % CONSENT_PERIOD) {
      case 8 -> EnumSet.of(ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS);
      case 12 -> EnumSet.of(ConsentKind.DATA_ANALYSIS);
      case 16 -> EnumSet.noneOf(ConsentKind.class);
      default -> EnumSet.allOf(ConsentKind.class);
    };
  }

  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    samples.put("plaid_assets", "assets_custom_user2.json");
    samples.put("plaid_income", "bank_income_basic.json");
    samples.put("plaid_business", "business_account.json");
    samples.put("plaid_card", "credit_card_custom_user.json");
    samples.put("plaid_inflow", "transactions+inflow_custom_user.json");
    samples.put("plaid_checking_savings", "transactions_checking+savings_custom_user.json");
    return samples;
  }

  private static String text(String file) {
    try (InputStream stream = BankDataStep.class.getResourceAsStream("/demo/plaid/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("/demo/plaid/" + file + " is not on the classpath");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
