package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Reading;
import app.countersign.extraction.Term;
import app.countersign.money.Money;
import app.countersign.sample.Answer;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules against what a clerk reads in the sample contracts. */
class SampleReadingTest {
  private static final BigDecimal SURE = BigDecimal.valueOf(70);

  private enum Mark {
    RIGHT,
    ABSENT,
    WRONG
  }

  private record Read(String place, Mark mark, BigDecimal confidence, boolean isVerified) {}

  @Test
  void everyTermIsRightOrHonestlyAbsent() {
    List<Read> all = readings();

    assertThat(all).filteredOn(read -> read.mark() == Mark.WRONG).isEmpty();
    assertThat(all).filteredOn(read -> !read.isVerified()).isEmpty();
  }

  @Test
  void whatIsMissedIsNotMissedWithConfidence() {
    assertThat(readings())
        .filteredOn(read -> read.mark() == Mark.ABSENT)
        .allMatch(read -> read.confidence().compareTo(SURE) <= 0, "missed with confidence");
  }

  @Test
  void mostTermsAreRead() {
    Map<Mark, Integer> marks = new EnumMap<>(Mark.class);
    readings().forEach(read -> marks.merge(read.mark(), 1, Integer::sum));

    assertThat(marks).containsOnly(Map.entry(Mark.RIGHT, 55), Map.entry(Mark.ABSENT, 5));
  }

  private static List<Read> readings() {
    List<Read> all = new ArrayList<>();
    for (SampleContract sample : SampleContracts.load()) {
      Reading reading = new RuleBasedReader().read(sample.text(), sample.jurisdiction());
      String id = sample.contractId();
      all.add(read(id + " premium", reading.premium(), sample.answers().premium()));
      all.add(read(id + " method", reading.refundMethod(), sample.answers().refundMethod()));
      all.add(read(id + " fee", reading.cancellationFee(), sample.answers().cancellationFee()));
    }
    return all;
  }

  private static <T> Read read(String place, Term<T> term, @Nullable Answer<T> answer) {
    boolean isVerified = term.source() == null || term.source().isVerified();
    return new Read(
        place,
        mark(term.value(), answer == null ? null : answer.value()),
        term.confidence(),
        isVerified);
  }

  private static Mark mark(@Nullable Object value, @Nullable Object right) {
    if (same(value, right)) {
      return Mark.RIGHT;
    }
    return value == null || value == RefundMethod.UNKNOWN ? Mark.ABSENT : Mark.WRONG;
  }

  private static boolean same(@Nullable Object value, @Nullable Object right) {
    return switch (value) {
      case Money money when right instanceof Money other -> equal(money, other);
      case CancellationFee.Fixed(Money money)
          when right instanceof CancellationFee.Fixed(Money other) ->
          equal(money, other);
      case CancellationFee.Percentage share
          when right instanceof CancellationFee.Percentage other ->
          share.percent().compareTo(other.percent()) == 0
              && share.base() == other.base()
              && same(share.cap(), other.cap());
      case null -> right == null;
      default -> value.equals(right);
    };
  }

  private static boolean equal(Money money, Money other) {
    return money.currency().equals(other.currency())
        && money.amount().compareTo(other.amount()) == 0;
  }
}
