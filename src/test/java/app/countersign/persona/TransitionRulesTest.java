package app.countersign.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionRulesTest {
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("HIGH_UTILIZATION>SAVINGS_BUILDER", "credit_to_savings|Financial Health Turnaround");
    TABLE.put("HIGH_UTILIZATION>SUBSCRIPTION_HEAVY", "credit_improved|Credit Health Recovery");
    TABLE.put("HIGH_UTILIZATION>GENERAL", "credit_normalized|Credit Health Restored");
    TABLE.put("HIGH_UTILIZATION>STUDENT", "credit_improved|Credit Health Progress");
    TABLE.put(
        "HIGH_UTILIZATION>VARIABLE_INCOME_BUDGETER", "credit_improved|Credit Health Progress");
    TABLE.put(
        "VARIABLE_INCOME_BUDGETER>SAVINGS_BUILDER",
        "stability_achieved|Income Stability & Savings");
    TABLE.put("VARIABLE_INCOME_BUDGETER>GENERAL", "cash_flow_improved|Cash Flow Stability");
    TABLE.put("STUDENT>SAVINGS_BUILDER", "student_graduate|Student Financial Success");
    TABLE.put("STUDENT>GENERAL", "student_progress|Financial Maturity");
    TABLE.put(
        "SUBSCRIPTION_HEAVY>SAVINGS_BUILDER", "spending_optimized|Spending Optimization Success");
    TABLE.put("SUBSCRIPTION_HEAVY>GENERAL", "subscriptions_managed|Subscription Discipline");
    TABLE.put("GENERAL>SAVINGS_BUILDER", "savings_started|Savings Habit Started");
  }

  @Test
  void allPairsFollowTheTable() {
    Map<String, String> positive = new LinkedHashMap<>();
    List<Transition> others = new ArrayList<>();
    for (PersonaKind from : PersonaKind.values()) {
      for (PersonaKind to : PersonaKind.values()) {
        if (from != to) {
          Transition move = TransitionRules.describe(from, to);
          assertThat(move.from()).isEqualTo(from);
          assertThat(move.to()).isEqualTo(to);
          if (move.positive()) {
            positive.put(from + ">" + to, move.milestone() + "|" + move.title());
            assertThat(move.message()).hasSizeGreaterThan(40);
          } else {
            others.add(move);
          }
        }
      }
    }

    assertThat(positive).containsExactlyInAnyOrderEntriesOf(TABLE);
    assertThat(others)
        .hasSize(30)
        .allSatisfy(
            move -> {
              assertThat(move.milestone()).isNull();
              assertThat(move.title()).isNull();
              assertThat(move.message()).isNull();
            });
  }

  @Test
  void leavingHighUtilizationAndEnteringSavingsBuilderAreAlwaysPositiveButForNone() {
    for (PersonaKind from : PersonaKind.values()) {
      for (PersonaKind to : PersonaKind.values()) {
        if (from != to
            && (from == PersonaKind.HIGH_UTILIZATION || to == PersonaKind.SAVINGS_BUILDER)) {
          assertThat(TransitionRules.describe(from, to).positive())
              .as("%s to %s", from, to)
              .isEqualTo(from != PersonaKind.NONE && to != PersonaKind.NONE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PersonaKind.class)
  void aPersonaToItselfIsNoTransition(PersonaKind persona) {
    assertThatThrownBy(() -> TransitionRules.describe(persona, persona))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(persona.name());
  }
}
