package app.countersign.refund;

import app.countersign.terms.LenderKind;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of law, as dated data.
 *
 * @param id stable, for example {@code us-tx-354.007-c}
 * @param scope whom and what it is about
 * @param effectiveFrom its first day; null where its source does not tell
 * @param effectiveTo its last day; null while it goes on
 * @param dateBasis which date has to lie in that time
 * @param dateNote why its time is not certain; null where its own text gives it
 * @param citation where the law stands
 * @param source where it was read
 * @param verification null while nobody has checked it against the text of the law; then it decides
 *     nothing
 * @param quote the words of the law; always there for a verified rule
 * @param note what it says, in a sentence for a person
 */
public record LawRule(
    String id,
    Scope scope,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    DateBasis dateBasis,
    @Nullable String dateNote,
    RuleEffect effect,
    String citation,
    String source,
    @Nullable Verification verification,
    @Nullable String quote,
    String note) {

  /** Whether somebody has checked the rule against the text of the law. */
  public boolean isVerified() {
    return verification != null;
  }

  /** Whether the rule is in force on a day. */
  boolean isInForceOn(LocalDate day) {
    return (effectiveFrom == null || !day.isBefore(effectiveFrom))
        && (effectiveTo == null || !day.isAfter(effectiveTo));
  }

  /** Whether both could decide the same question of the same refund. */
  boolean collidesWith(LawRule other) {
    return isSameQuestion(other)
        && scope.meets(other.scope)
        && dateBasis == other.dateBasis
        && !startsAfterEndOf(other)
        && !other.startsAfterEndOf(this);
  }

  private boolean isSameQuestion(LawRule other) {
    return switch (effect) {
      case RuleEffect.Notice ignored -> false;
      case RuleEffect.Deadline mine ->
          other.effect instanceof RuleEffect.Deadline theirs && mine.duty() == theirs.duty();
      default -> effect.kind() == other.effect.kind();
    };
  }

  private boolean startsAfterEndOf(LawRule other) {
    return effectiveFrom != null
        && other.effectiveTo != null
        && effectiveFrom.isAfter(other.effectiveTo);
  }

  /**
   * Whom and what a rule is about.
   *
   * @param jurisdiction ISO 3166-2, or {@code US} for the whole country
   * @param cancelledBy empty: whoever ends the contract
   * @param reasons empty: whatever the reason
   * @param lender null: whatever the lender is
   * @param onlyWithoutClaim whether it holds only where no claim was made
   */
  public record Scope(
      String jurisdiction,
      Set<ProductKind> products,
      Set<CancelledBy> cancelledBy,
      Set<CancellationReason> reasons,
      @Nullable LenderKind lender,
      boolean onlyWithoutClaim) {

    /** Keeps its own copies. */
    public Scope {
      products = Set.copyOf(products);
      cancelledBy = Set.copyOf(cancelledBy);
      reasons = Set.copyOf(reasons);
    }

    boolean reaches(@Nullable String place) {
      return place != null && (place.equals(jurisdiction) || place.startsWith(jurisdiction + "-"));
    }

    private boolean meets(Scope other) {
      return jurisdiction.equals(other.jurisdiction)
          && products.stream().anyMatch(other.products::contains)
          && meet(cancelledBy, other.cancelledBy)
          && meet(reasons, other.reasons)
          && (lender == null || other.lender == null || lender == other.lender);
    }

    private static <T> boolean meet(Set<T> some, Set<T> others) {
      return some.isEmpty() || others.isEmpty() || some.stream().anyMatch(others::contains);
    }
  }

  /** Which date decides whether a rule is in force. */
  public enum DateBasis {
    /** The day the contract was made: what is meant where a rule does not say. */
    CONTRACT_DATE,
    /** The day of cancellation. */
    CANCELLATION_DATE
  }

  /** Who checked a rule against the text of the law, and when. */
  public record Verification(String by, LocalDate on) {}
}
