package app.countersign.quote;

import app.countersign.refund.LawRule;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A rule of law as it is shown, and kept with a quote. */
record RuleView(
    String id,
    String jurisdiction,
    String text,
    @Nullable String quote,
    String citation,
    String source,
    @Nullable LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    boolean isVerified,
    @Nullable String verifiedBy,
    @Nullable LocalDate verifiedOn) {

  static RuleView of(LawRule rule) {
    LawRule.Verification verification = rule.verification();
    return new RuleView(
        rule.id(),
        rule.scope().jurisdiction(),
        rule.note(),
        rule.quote(),
        rule.citation(),
        rule.source(),
        rule.effectiveFrom(),
        rule.effectiveTo(),
        rule.isVerified(),
        verification == null ? null : verification.by(),
        verification == null ? null : verification.on());
  }
}
