package app.countersign.persona;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.IncomeSignals;
import app.countersign.signal.IncomeType;
import app.countersign.signal.LifeStageSignals;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.UserSignals;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random users from a fixed seed: what the rules can and cannot say. */
class StrengthSweepTest {
  private static final long SEED = 20_250_701L;

  private final Random random = new Random(SEED);

  private @Nullable String upTo(int bound) {
    return random.nextInt(8) == 0 ? null : String.valueOf(random.nextInt(bound * 100) / 100.0);
  }

  private String known(int bound) {
    return String.valueOf(random.nextInt(bound * 100) / 100.0);
  }

  private @Nullable Boolean maybe() {
    return random.nextInt(4) == 0 ? null : (Boolean) random.nextBoolean();
  }

  private UserSignals draw() {
    CardSignals[] cards =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(at -> SampleSignals.card("100" + at, upTo(60), random.nextInt(12) == 0))
            .toArray(CardSignals[]::new);
    CreditSignals credit =
        new CreditSignals(
            List.of(cards),
            SampleSignals.decimal(upTo(100)),
            null,
            null,
            random.nextInt(5) == 0,
            false,
            random.nextInt(5) == 0,
            random.nextInt(9) == 0,
            cards.length);
    return new UserSignals(
        random.nextInt(6) == 0
            ? null
            : SampleSignals.subscriptions(random.nextInt(8), known(120), upTo(25), known(150)),
        random.nextInt(6) == 0 ? null : SampleSignals.savings(upTo(10), known(800)),
        random.nextInt(6) == 0 ? null : credit,
        random.nextInt(6) == 0
            ? null
            : new IncomeSignals(
                IncomeType.MIXED,
                PaymentFrequency.values()[random.nextInt(5)],
                SampleSignals.decimal(upTo(90)),
                SampleSignals.decimal(upTo(50)),
                SampleSignals.decimal(upTo(2)),
                null,
                2,
                null,
                List.of()),
        random.nextInt(6) == 0
            ? null
            : new LifeStageSignals(
                maybe(),
                false,
                random.nextBoolean() ? "18-25" : "26-35",
                SampleSignals.decimal(upTo(60_000)),
                maybe(),
                maybe(),
                SampleSignals.decimal(upTo(100)),
                SampleSignals.decimal(upTo(80))));
  }

  @Test
  void studentsAndSavingsBuildersAreNeverWeakAndEveryOtherStrengthArises() {
    Map<PersonaKind, Set<@Nullable MatchStrength>> seen = new EnumMap<>(PersonaKind.class);

    for (int round = 0; round < 20_000; round++) {
      for (PersonaMatch match : PersonaRules.evaluate(draw()).matches()) {
        MatchStrength strength = match.strength();
        if (strength != null) {
          seen.computeIfAbsent(match.persona(), any -> EnumSet.noneOf(MatchStrength.class))
              .add(strength);
        }
      }
    }

    Set<MatchStrength> all =
        EnumSet.of(MatchStrength.STRONG, MatchStrength.MODERATE, MatchStrength.WEAK);
    Set<MatchStrength> neverWeak = EnumSet.of(MatchStrength.STRONG, MatchStrength.MODERATE);
    assertThat(seen)
        .as("seed %d", SEED)
        .isEqualTo(
            Map.of(
                PersonaKind.HIGH_UTILIZATION,
                all,
                PersonaKind.VARIABLE_INCOME_BUDGETER,
                all,
                PersonaKind.STUDENT,
                neverWeak,
                PersonaKind.SUBSCRIPTION_HEAVY,
                all,
                PersonaKind.SAVINGS_BUILDER,
                neverWeak));
  }

  @Test
  void theAnswerIsTheSameEveryTimeAndFollowsTheFixedOrder() {
    for (int round = 0; round < 2_000; round++) {
      UserSignals signals = draw();

      PersonaAssessment first = PersonaRules.evaluate(signals);

      assertThat(PersonaRules.evaluate(signals)).isEqualTo(first);
      List<PersonaKind> matches = first.allMatches();
      assertThat(matches).as("seed %d round %d", SEED, round).isSorted();
      assertThat(first.primary()).isEqualTo(matches.isEmpty() ? PersonaKind.NONE : matches.get(0));
      assertThat(first.secondary()).isEqualTo(matches.stream().skip(1).limit(2).toList());
    }
  }
}
