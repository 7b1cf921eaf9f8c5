package app.countersign.pipeline;

import app.countersign.signal.Cadence;
import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.IncomeSignals;
import app.countersign.signal.IncomeType;
import app.countersign.signal.LifeStageSignals;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.RecurringMerchant;
import app.countersign.signal.SavingsSignals;
import app.countersign.signal.SubscriptionSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users with everything known about them, one for each persona, and one for nothing special. */
final class SampleUsers {
  static final LocalDate TODAY = LocalDate.of(2025, 7, 1);

  private SampleUsers() {}

  static UserSignals indebted() {
    return new UserSignals(
        subscriptions(1, "15.99", "1.2"),
        savings("-20.00", "-1.5", "0.40", "900.00"),
        credit("68", "26", true, false, true),
        income("14", "5", "1.20"),
        lifeStage(false, "36-50"));
  }

  static UserSignals freelancer() {
    return new UserSignals(
        subscriptions(2, "22.00", "1.5"),
        savings("10.00", "0.5", "0.60", "1200.00"),
        credit("12", "8", false, false, false),
        income("60", "35", "0.32"),
        lifeStage(false, "36-50"));
  }

  static UserSignals student() {
    return new UserSignals(
        subscriptions(2, "18.00", "3"),
        savings("5.00", "0", "0.20", "250.00"),
        new CreditSignals(List.of(), null, null, null, false, false, false, false, 0),
        income("20", "15", "0.90"),
        lifeStage(true, "18-25"));
  }

  static UserSignals subscriber() {
    return new UserSignals(
        subscriptions(7, "152.94", "14.2"),
        savings("50.00", "1", "2.00", "3000.00"),
        credit("12", "8", false, false, false),
        income("14", "5", "1.50"),
        lifeStage(false, "36-50"));
  }

  static UserSignals saver() {
    return new UserSignals(
        subscriptions(2, "22.00", "1.5"),
        savings("350.00", "5.2", "4.50", "9000.00"),
        credit("13", "4", false, false, false),
        income("14", "5", "2.40"),
        lifeStage(false, "36-50"));
  }

  static UserSignals ordinary() {
    return new UserSignals(
        subscriptions(1, "12.00", "1"),
        savings("80.00", "1.1", "1.60", "2400.00"),
        credit("35", "20", false, false, false),
        income("14", "4", "1.40"),
        lifeStage(false, "36-50"));
  }

  static UserSignals late(int cards) {
    List<CardSignals> held =
        List.of(card("4523", "68", "87.20", true, true), card("7781", "26", "0", false, false))
            .subList(0, cards);
    CreditSignals credit =
        new CreditSignals(held, null, null, null, true, false, true, true, cards);
    return new UserSignals(null, null, credit, income("14", "5", "0.80"), null);
  }

  static UserSignals cushioned() {
    return new UserSignals(
        null, savings("350.00", "5.2", "8.20", "24000.00"), null, null, lifeStage(false, "51-65"));
  }

  static List<UserSignals> all() {
    return List.of(
        indebted(),
        freelancer(),
        student(),
        subscriber(),
        saver(),
        ordinary(),
        late(2),
        late(1),
        cushioned());
  }

  static SubscriptionSignals subscriptions(int count, String spend, String share) {
    return new SubscriptionSignals(
        count,
        new BigDecimal(spend),
        new BigDecimal(share),
        new BigDecimal("95.00"),
        List.of(
            new RecurringMerchant(
                "Netflix",
                new BigDecimal("15.99"),
                Cadence.MONTHLY,
                TODAY.minusDays(4),
                1,
                new BigDecimal("15.99")),
            new RecurringMerchant(
                "Anytime Fitness",
                new BigDecimal("39.90"),
                Cadence.MONTHLY,
                TODAY.minusDays(9),
                1,
                new BigDecimal("39.90"))));
  }

  static SavingsSignals savings(
      String inflow, String growth, @Nullable String months, String balance) {
    return new SavingsSignals(
        new BigDecimal(inflow),
        new BigDecimal(growth),
        months == null ? null : new BigDecimal(months),
        new BigDecimal(balance),
        1,
        new BigDecimal("500.00"),
        new BigDecimal("120.00"));
  }

  static CreditSignals credit(
      String first, String second, boolean interest, boolean overdue, boolean minimumOnly) {
    BigDecimal highest = new BigDecimal(first);
    return new CreditSignals(
        List.of(
            card("4523", first, interest ? "87.20" : "0", overdue, minimumOnly),
            card("7781", second, "0", false, false)),
        highest.add(new BigDecimal(second)).divide(new BigDecimal("2")),
        new BigDecimal("5300.00"),
        new BigDecimal("4700.00"),
        highest.compareTo(new BigDecimal("50")) >= 0,
        highest.compareTo(new BigDecimal("80")) >= 0,
        interest,
        overdue,
        2);
  }

  static CardSignals card(
      String mask, String pct, String interest, @Nullable Boolean overdue, boolean minimumOnly) {
    BigDecimal utilization = new BigDecimal(pct);
    return new CardSignals(
        UUID.nameUUIDFromBytes(mask.getBytes(StandardCharsets.UTF_8)),
        "Card",
        mask,
        utilization.multiply(new BigDecimal("50")),
        new BigDecimal("5000"),
        utilization,
        new BigDecimal("35.00"),
        new BigDecimal("35.00"),
        minimumOnly,
        new BigDecimal(interest),
        new BigDecimal("24.90"),
        overdue);
  }

  static IncomeSignals income(String gap, String variability, String buffer) {
    return new IncomeSignals(
        IncomeType.MIXED,
        PaymentFrequency.BIWEEKLY,
        new BigDecimal(gap),
        new BigDecimal(variability),
        new BigDecimal(buffer),
        new BigDecimal("1850.00"),
        2,
        new BigDecimal("4020.83"),
        List.of());
  }

  static LifeStageSignals lifeStage(boolean student, String age) {
    return new LifeStageSignals(
        student,
        student,
        age,
        new BigDecimal(student ? "18000" : "48250"),
        true,
        false,
        new BigDecimal("64.00"),
        new BigDecimal("61.40"));
  }
}
