package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule of law does to a refund. */
public sealed interface RuleEffect {

  /**
   * The full price comes back within a window.
   *
   * @param days the last day of the window, counted from day 0
   * @param start what day 0 is
   */
  record FreeLook(int days, Start start) implements RuleEffect {}

  /** What day 0 of a free look is. */
  enum Start {
    /** The day the contract was made where it is known, else the first day of cover. */
    CONTRACT_DATE,
    /** The later of the two. */
    LATER_OF_BOTH
  }

  /** A fee may be kept even in the free look, up to an amount. */
  record FreeLookFee(Money atMost) implements RuleEffect {}

  /**
   * The refund is at least what a computation gives.
   *
   * @param computation the floor
   * @param alsoAllowed formulas a contract may use instead, whatever they give
   * @param exception what else may be allowed that the facts do not show; null: nothing
   */
  record MethodFloor(
      RefundComputation computation, Set<Formula> alsoAllowed, @Nullable String exception)
      implements RuleEffect {}

  /** A contract that gives nothing back does not stand: the floor of the same place is due. */
  record RefundDue() implements RuleEffect {}

  /**
   * The fee is at most an amount.
   *
   * @param afterDays until this day after the first day of cover there is no fee at all; null: the
   *     amount holds from the first day
   */
  record FeeCap(Money atMost, @Nullable Integer afterDays) implements RuleEffect {}

  /** A permission: a refund below the amount need not be paid. */
  record SmallSums(Money below) implements RuleEffect {}

  /** A permission: a refund may be rounded to the nearest whole unit of the currency. */
  record WholeUnits() implements RuleEffect {}

  /** Benefits paid may be deducted from the refund. */
  record ClaimsDeducted() implements RuleEffect {}

  /** How a started month counts where the contract does not say. */
  record StartedMonth(PartMonth partMonth) implements RuleEffect {}

  /** The earliest of several events is the day of cancellation. */
  record EarliestEvent() implements RuleEffect {}

  /** A contract may refuse a refund only under a condition. */
  record NoRefundCondition() implements RuleEffect {}

  /** Something has to be done within some days. */
  record Deadline(int days, Duty duty) implements RuleEffect {}

  /** What has to be done within a deadline. */
  enum Duty {
    /** The refund is to be paid. */
    PAY,
    /** Whoever paid in another's place is to be paid back. */
    REIMBURSE,
    /** The customer has to ask. */
    REQUEST
  }

  /** Something a person should read; it changes no amount. */
  record Notice() implements RuleEffect {}

  /** The name of the effect in data and answers. */
  default Kind kind() {
    return switch (this) {
      case FreeLook ignored -> Kind.FREE_LOOK;
      case FreeLookFee ignored -> Kind.FREE_LOOK_FEE;
      case MethodFloor ignored -> Kind.METHOD_FLOOR;
      case RefundDue ignored -> Kind.REFUND_DUE;
      case FeeCap ignored -> Kind.FEE_CAP;
      case SmallSums ignored -> Kind.SMALL_SUMS;
      case WholeUnits ignored -> Kind.WHOLE_UNITS;
      case ClaimsDeducted ignored -> Kind.CLAIMS_DEDUCTED;
      case StartedMonth ignored -> Kind.STARTED_MONTH;
      case EarliestEvent ignored -> Kind.EARLIEST_EVENT;
      case NoRefundCondition ignored -> Kind.NO_REFUND_CONDITION;
      case Deadline ignored -> Kind.DEADLINE;
      case Notice ignored -> Kind.NOTICE;
    };
  }

  /** The currency of the effect's amount; null where it has none. */
  default @Nullable String currency() {
    return switch (this) {
      case FreeLookFee effect -> effect.atMost().currency();
      case FeeCap effect -> effect.atMost().currency();
      case SmallSums effect -> effect.below().currency();
      default -> null;
    };
  }

  /** The kinds of rules. */
  enum Kind {
    /** A window with the full price back. */
    FREE_LOOK,
    /** A fee that may be kept in the free look. */
    FREE_LOOK_FEE,
    /** A least refund. */
    METHOD_FLOOR,
    /** No contract without a refund. */
    REFUND_DUE,
    /** A highest fee. */
    FEE_CAP,
    /** Small sums need not be paid. */
    SMALL_SUMS,
    /** Rounding to whole units is allowed. */
    WHOLE_UNITS,
    /** Benefits may be deducted. */
    CLAIMS_DEDUCTED,
    /** How a started month counts. */
    STARTED_MONTH,
    /** Which event's day counts. */
    EARLIEST_EVENT,
    /** When a contract may refuse a refund. */
    NO_REFUND_CONDITION,
    /** A time limit. */
    DEADLINE,
    /** To be read by a person. */
    NOTICE
  }
}
