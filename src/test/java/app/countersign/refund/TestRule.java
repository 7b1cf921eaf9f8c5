package app.countersign.refund;

import app.countersign.refund.LawRule.DateBasis;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Rules of law made up for tests. */
final class TestRule {
  static final LawRule.Verification CHECKED =
      new LawRule.Verification("a test", LocalDate.of(2026, 11, 21));

  private TestRule() {}

  static LawRule verified(String id, String jurisdiction, RuleEffect effect) {
    return new LawRule(
        id,
        new LawRule.Scope(
            jurisdiction, Set.of(ProductKind.values()), Set.of(), Set.of(), null, false),
        LocalDate.of(2023, 1, 1),
        null,
        DateBasis.CONTRACT_DATE,
        null,
        effect,
        "Test Code 1",
        "a test",
        CHECKED,
        "words of the law",
        "A rule of a test.");
  }

  static LawRule from(LawRule rule, LocalDate first, LocalDate last) {
    return new LawRule(
        rule.id(),
        rule.scope(),
        first,
        last,
        rule.dateBasis(),
        null,
        rule.effect(),
        rule.citation(),
        rule.source(),
        rule.verification(),
        rule.quote(),
        rule.note());
  }

  static LawRule unverified(LawRule rule) {
    return new LawRule(
        rule.id(),
        rule.scope(),
        rule.effectiveFrom(),
        rule.effectiveTo(),
        rule.dateBasis(),
        null,
        rule.effect(),
        rule.citation(),
        rule.source(),
        null,
        null,
        rule.note());
  }

  static LawRule byCancellationDate(LawRule rule) {
    return new LawRule(
        rule.id(),
        rule.scope(),
        rule.effectiveFrom(),
        rule.effectiveTo(),
        DateBasis.CANCELLATION_DATE,
        null,
        rule.effect(),
        rule.citation(),
        rule.source(),
        rule.verification(),
        rule.quote(),
        rule.note());
  }

  static RefundLaw law(LawRule... rules) {
    return new RefundLaw("test", List.of(rules));
  }

  /** The shipped rules of a place as if all were verified. */
  static RefundLaw shippedAsVerified(String jurisdiction) {
    return new RefundLaw(
        "test",
        RefundLawFile.load().rules().stream()
            .filter(rule -> rule.scope().jurisdiction().equals(jurisdiction))
            .map(
                rule ->
                    new LawRule(
                        rule.id(),
                        rule.scope(),
                        rule.effectiveFrom(),
                        rule.effectiveTo(),
                        rule.dateBasis(),
                        rule.dateNote(),
                        rule.effect(),
                        rule.citation(),
                        rule.source(),
                        CHECKED,
                        "words of the law",
                        rule.note()))
            .toList());
  }
}
