package app.countersign.extraction;

import app.countersign.extraction.SubmitExtractionInput.CancellationFeeInput;
import app.countersign.extraction.SubmitExtractionInput.CorrectedTermInput;
import app.countersign.extraction.SubmitExtractionInput.CorrectionInput;
import app.countersign.extraction.SubmitExtractionInput.PercentageFeeInput;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.terms.CancellationFee;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts corrections in place of what was read. Everything is checked before anything is written, and
 * everything that is wrong is named at once, each with its path.
 */
final class Corrections {
  private static final int LONGEST_REASON = 1_000;
  private static final int MOST_DECIMALS = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final List<String> ROOT = List.of("input", "corrections");

  private final List<UserError> errors = new ArrayList<>();
  private final Map<TermName, @Nullable String> reasons = new EnumMap<>(TermName.class);
  private final Map<TermName, List<String>> places = new EnumMap<>(TermName.class);
  private HeldTerms terms;

  private Corrections(HeldTerms read) {
    this.terms = read;
  }

  /**
   * What holds after the corrections.
   *
   * @param reasons why, for each term that was named, corrected or confirmed
   */
  record Applied(HeldTerms terms, Map<TermName, @Nullable String> reasons) {}

  /**
   * Checks and applies.
   *
   * @throws RefusedException INVALID_INPUT with a path for each fault
   */
  static Applied apply(HeldTerms read, List<CorrectionInput> inputs) {
    Corrections corrections = new Corrections(read);
    for (int i = 0; i < inputs.size(); i++) {
      corrections.add(inputs.get(i), path(ROOT, String.valueOf(i)));
    }
    corrections.checkFee();
    if (!corrections.errors.isEmpty()) {
      throw new RefusedException(corrections.errors);
    }
    return new Applied(corrections.terms, corrections.reasons);
  }

  private void add(CorrectionInput input, List<String> path) {
    TermName name = input.term().name();
    if (places.putIfAbsent(name, path) != null) {
      refuse("The term %s is named twice.".formatted(name), path(path, "term"));
      return;
    }
    String reason = input.reason() == null ? "" : input.reason().strip();
    if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
      refuse(
          "A reason has at most %,d characters.".formatted(LONGEST_REASON), path(path, "reason"));
    }
    reasons.put(name, reason.isEmpty() ? null : reason);
    correct(input.term(), path(path, "term"));
  }

  private void correct(CorrectedTermInput input, List<String> path) {
    if (input.absent() != null) {
      terms = terms.without(input.absent());
    } else if (input.premium() != null) {
      Money premium = money(input.premium(), path(path, "premium"));
      terms = premium == null ? terms : terms.withPremium(premium);
    } else if (input.refundMethod() != null) {
      terms = terms.withRefundMethod(input.refundMethod());
    } else if (input.cancellationFee() != null) {
      CancellationFee fee = fee(input.cancellationFee(), path(path, "cancellationFee"));
      terms = fee == null ? terms : terms.withCancellationFee(fee);
    }
  }

  private @Nullable CancellationFee fee(CancellationFeeInput input, List<String> path) {
    if (input.fixed() != null) {
      Money amount = money(input.fixed(), path(path, "fixed"));
      return amount == null ? null : new CancellationFee.Fixed(amount);
    }
    PercentageFeeInput percentage = input.percentage();
    if (percentage == null) {
      return null;
    }
    List<String> place = path(path, "percentage");
    BigDecimal percent = percentage.percent();
    if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
      refuse("A percentage is above 0 and at most 100.", path(place, "percent"));
    } else if (percent.stripTrailingZeros().scale() > MOST_DECIMALS) {
      refuse(
          "A percentage has at most %d digits after the point.".formatted(MOST_DECIMALS),
          path(place, "percent"));
    }
    Money cap = percentage.cap() == null ? null : money(percentage.cap(), path(place, "cap"));
    CancellationFee.Base base = percentage.base();
    return new CancellationFee.Percentage(
        percent, base == null ? CancellationFee.Base.REFUND : base, cap);
  }

  private @Nullable Money money(MoneyInput input, List<String> path) {
    MoneyInput.Fault fault = input.fault();
    if (fault == null) {
      return input.money();
    }
    refuse(fault.message(), path(path, fault.field()));
    return null;
  }

  /** A fee above the price is an error wherever it comes from: somebody has to say what holds. */
  private void checkFee() {
    String fault = errors.isEmpty() ? terms.feeFault() : null;
    if (fault != null) {
      List<String> place = places.get(TermName.CANCELLATION_FEE);
      List<String> other = places.getOrDefault(TermName.PREMIUM, ROOT);
      refuse(fault, place == null ? other : place);
    }
  }

  private void refuse(String message, List<String> path) {
    errors.add(new UserError(UserErrorCode.INVALID_INPUT, message, path, null, null));
  }

  private static List<String> path(List<String> root, String step) {
    List<String> path = new ArrayList<>(root);
    path.add(step);
    return List.copyOf(path);
  }
}
