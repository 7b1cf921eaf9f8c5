package app.countersign.persona;

import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.persona.PersonaKind.SUBSCRIPTION_HEAVY;
import static app.countersign.persona.PersonaKind.VARIABLE_INCOME_BUDGETER;

import java.util.List;

/**
 * Which moves between personas are good news, and how they are celebrated. Positive are all moves
 * that leave HIGH_UTILIZATION, all that lead into SAVINGS_BUILDER, and those that calm down into
 * GENERAL; never one from or to NONE.
 */
public final class TransitionRules {
  private static final List<Transition> POSITIVE =
      List.of(
          positive(
              HIGH_UTILIZATION,
              SAVINGS_BUILDER,
              "credit_to_savings",
              "Financial Health Turnaround",
              "Your card balances came down and your savings began to grow. That is a real turn,"
                  + " and it is yours."),
          positive(
              HIGH_UTILIZATION,
              SUBSCRIPTION_HEAVY,
              "credit_improved",
              "Credit Health Recovery",
              "You now use far less of your card limits than before. That gives you room to look"
                  + " at the smaller things."),
          positive(
              HIGH_UTILIZATION,
              GENERAL,
              "credit_normalized",
              "Credit Health Restored",
              "Your cards are back to an easy level of use. Well done for bringing them there."),
          positive(
              HIGH_UTILIZATION,
              STUDENT,
              "credit_improved",
              "Credit Health Progress",
              "Your credit looks calmer than it did, and you got there while studying."),
          positive(
              HIGH_UTILIZATION,
              VARIABLE_INCOME_BUDGETER,
              "credit_improved",
              "Credit Health Progress",
              "Your credit looks calmer than it did, even with pay that comes and goes."),
          positive(
              VARIABLE_INCOME_BUDGETER,
              SAVINGS_BUILDER,
              "stability_achieved",
              "Income Stability & Savings",
              "Your income has become steadier and part of it now stays with you. Both took"
                  + " patience."),
          positive(
              VARIABLE_INCOME_BUDGETER,
              GENERAL,
              "cash_flow_improved",
              "Cash Flow Stability",
              "Money comes in more evenly now, and there is more of it left between paydays."),
          positive(
              STUDENT,
              SAVINGS_BUILDER,
              "student_graduate",
              "Student Financial Success",
              "You built good habits early, and your savings show it. Keep them going."),
          positive(
              STUDENT,
              GENERAL,
              "student_progress",
              "Financial Maturity",
              "Your money habits are settling in nicely as life moves on from student days."),
          positive(
              SUBSCRIPTION_HEAVY,
              SAVINGS_BUILDER,
              "spending_optimized",
              "Spending Optimization Success",
              "You trimmed what leaves every month, and now it builds up as savings instead."),
          positive(
              SUBSCRIPTION_HEAVY,
              GENERAL,
              "subscriptions_managed",
              "Subscription Discipline",
              "Your subscriptions are down to a level you can keep an eye on. Nicely tidied."),
          positive(
              GENERAL,
              SAVINGS_BUILDER,
              "savings_started",
              "Savings Habit Started",
              "You have started to put money aside regularly. The first months matter most."));

  private TransitionRules() {}

  /**
   * What a move means.
   *
   * @throws IllegalArgumentException when the two are the same, which is no move
   */
  public static Transition describe(PersonaKind from, PersonaKind to) {
    if (from == to) {
      throw new IllegalArgumentException("From " + from + " to itself is no transition");
    }
    return POSITIVE.stream()
        .filter(move -> move.from() == from && move.to() == to)
        .findFirst()
        .orElseGet(() -> new Transition(from, to, false, null, null, null));
  }

  private static Transition positive(
      PersonaKind from, PersonaKind to, String milestone, String title, String message) {
    return new Transition(from, to, true, milestone, title, message);
  }
}
