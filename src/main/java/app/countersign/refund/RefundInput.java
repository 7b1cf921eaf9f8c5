package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.ShortRateBand;
import app.countersign.refund.RefundRequest.Event;
import app.countersign.terms.CancellationFee;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses terms and requests that no refund can be computed from. */
final class RefundInput {
  private static final int LONGEST_TERM = 600;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final RefundTerms terms;
  private final String currency;
  private final int digits;

  private RefundInput(RefundTerms terms) {
    this.terms = terms;
    this.currency = terms.price().currency();
    this.digits = digitsOf(currency);
  }

  static void check(RefundTerms terms, RefundRequest request) {
    RefundInput input = new RefundInput(terms);
    input.checkTerms();
    input.checkConventions();
    input.checkRequest(request);
  }

  /** The day of an event in the contract's own zone. */
  static LocalDate dayOf(Event event, RefundTerms terms) {
    if ((event.on() == null) == (event.at() == null)) {
      throw new InvalidRefundInput("request.events", "an event needs a day or a time, not both");
    }
    if (event.on() != null) {
      return event.on();
    }
    if (terms.timeZone() == null) {
      throw new InvalidRefundInput(
          "request.events", "the contract names no time zone: give the day of the event");
    }
    return event.at().atZone(terms.timeZone()).toLocalDate();
  }

  private static int digitsOf(String currency) {
    if (!Money.isCurrency(currency)) {
      throw new InvalidRefundInput("terms.price", currency + " is no currency of ISO 4217");
    }
    return Money.digits(currency);
  }

  private void checkTerms() {
    amount("terms.price", terms.price());
    range("terms.termMonths", terms.termMonths(), LONGEST_TERM);
    if (terms.endsOn() != null && !terms.endsOn().isAfter(terms.effectiveOn())) {
      throw new InvalidRefundInput("terms.endsOn", "the end must be after the first day of cover");
    }
    switch (terms.fee()) {
      case null -> {}
      case CancellationFee.Fixed fixed -> amount("terms.fee", fixed.amount());
      case CancellationFee.Percentage share -> {
        percent("terms.fee.percent", share.percent());
        amount("terms.fee.cap", share.cap());
      }
    }
    if (terms.loan() != null) {
      checkLoan(terms.loan());
    }
    if (terms.mileage() != null) {
      range("terms.mileage.limit", terms.mileage().limit(), Integer.MAX_VALUE);
    }
  }

  private void checkLoan(RefundTerms.Loan loan) {
    amount("terms.loan.amount", loan.amount());
    if (loan.amount().amount().signum() == 0) {
      throw new InvalidRefundInput("terms.loan.amount", "must be above zero");
    }
    percent("terms.loan.aprPercent", loan.aprPercent());
    amount("terms.loan.payment", loan.payment());
    if (loan.termMonths() != null) {
      range("terms.loan.termMonths", loan.termMonths(), LONGEST_TERM);
    }
  }

  private void checkConventions() {
    RefundTerms.Conventions conventions = terms.conventions();
    amount("terms.conventions.deMinimis", conventions.deMinimis());
    if (conventions.shortRatePercent() != null) {
      percent("terms.conventions.shortRatePercent", conventions.shortRatePercent());
    }
    if (conventions.freeLookDays() != null && conventions.freeLookDays() < 0) {
      throw new InvalidRefundInput("terms.conventions.freeLookDays", "must not be negative");
    }
    checkTable(conventions.shortRateTable());
  }

  private static void checkTable(List<ShortRateBand> table) {
    ShortRateBand earlier = new ShortRateBand(-1, BigDecimal.ZERO);
    for (ShortRateBand band : table) {
      percent("terms.conventions.shortRateTable", band.earnedPercent());
      if (band.throughDay() <= earlier.throughDay()
          || band.earnedPercent().compareTo(earlier.earnedPercent()) < 0) {
        throw new InvalidRefundInput(
            "terms.conventions.shortRateTable", "days must rise, and what is earned not fall");
      }
      earlier = band;
    }
  }

  private void checkRequest(RefundRequest request) {
    if (request.cancelledOn() != null) {
      notAfter("request.cancelledOn", request.cancelledOn(), request.asOf());
    }
    for (Event event : request.events()) {
      notAfter("request.events", dayOf(event, terms), request.asOf());
    }
    amount("request.claimsPaid", request.claimsPaid());
    amount("request.lienBalance", request.lienBalance());
    if (request.odometer() != null && request.odometer() < odometerAtSale()) {
      throw new InvalidRefundInput("request.odometer", "is below the reading at the sale");
    }
  }

  private int odometerAtSale() {
    RefundTerms.Mileage mileage = terms.mileage();
    return mileage == null || mileage.odometerAtSale() == null ? 0 : mileage.odometerAtSale();
  }

  private static void notAfter(String field, LocalDate day, LocalDate asOf) {
    if (day.isAfter(asOf)) {
      throw new InvalidRefundInput(field, day + " is later than " + asOf);
    }
  }

  private void amount(String field, @Nullable Money money) {
    if (money == null) {
      return;
    }
    if (!money.currency().equals(currency)) {
      throw new InvalidRefundInput(
          field, "is in " + money.currency() + ", the price is in " + currency);
    }
    if (money.amount().signum() < 0) {
      throw new InvalidRefundInput(field, "must not be negative");
    }
    if (money.amount().stripTrailingZeros().scale() > digits) {
      throw new InvalidRefundInput(
          field, currency + " has " + digits + " decimals, not more: " + money.amount());
    }
  }

  private static void percent(String field, BigDecimal percent) {
    if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
      throw new InvalidRefundInput(field, "must be from 0 to 100");
    }
  }

  private static void range(String field, int value, int highest) {
    if (value < 1 || value > highest) {
      throw new InvalidRefundInput(field, "must be from 1 to " + highest);
    }
  }
}
