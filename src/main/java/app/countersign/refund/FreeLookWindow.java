package app.countersign.refund;

import app.countersign.refund.Trail.Authority;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The free look that a cancellation falls into. Day 0 is the day the contract was made where it
 * says so, else the first day of cover; the last day belongs to the window.
 *
 * @param day which day of the window the cancellation is on
 * @param rule null where the contract gives the window
 */
record FreeLookWindow(long day, int days, @Nullable LawRule rule) {

  /** The contract's own window, else the law's; null where the day is in neither. */
  static @Nullable FreeLookWindow of(RefundCase refundCase, RuleSet rules) {
    RefundTerms terms = refundCase.terms();
    Integer own = terms.conventions().freeLookDays();
    if (own != null) {
      FreeLookWindow window =
          new FreeLookWindow(dayFrom(terms.contractDate(), refundCase), own, null);
      if (window.isOpen()) {
        return window;
      }
    }
    for (var ruled : rules.with(RuleEffect.FreeLook.class)) {
      LocalDate start =
          switch (ruled.effect().start()) {
            case CONTRACT_DATE -> terms.contractDate();
            case LATER_OF_BOTH ->
                terms.contractDate().isAfter(terms.effectiveOn())
                    ? terms.contractDate()
                    : terms.effectiveOn();
          };
      FreeLookWindow window =
          new FreeLookWindow(dayFrom(start, refundCase), ruled.effect().days(), ruled.rule());
      if (window.isOpen()) {
        return window;
      }
    }
    return null;
  }

  private static long dayFrom(LocalDate start, RefundCase refundCase) {
    return ChronoUnit.DAYS.between(start, refundCase.cancelledOn());
  }

  private boolean isOpen() {
    return day <= days;
  }

  Authority authority() {
    return rule == null ? Authority.CONTRACT : Authority.of(rule);
  }

  String words() {
    return "Day " + day + " of a free look of " + days + " days";
  }
}
