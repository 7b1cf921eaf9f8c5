package app.countersign.quote;

import app.countersign.money.Money;
import app.countersign.refund.RefundComparison;
import app.countersign.refund.RefundComputation;
import app.countersign.refund.RefundPayee;
import app.countersign.refund.RefundQuote;
import app.countersign.refund.RefundStep;
import app.countersign.refund.RefundUnknown;
import app.countersign.refund.RuleConsidered;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The computation's answer, in the form in which it is kept: rules as they read at the time. */
record QuoteAnswer(
    @Nullable Money amount,
    @Nullable Money gross,
    @Nullable Money fee,
    @Nullable RefundComputation computation,
    LocalDate lawAsOf,
    String lawVersion,
    List<Step> steps,
    List<RefundUnknown> unknowns,
    List<RefundPayee> payees,
    List<RuleOutcome> rules,
    @Nullable Money amountIfUnverifiedHeld,
    List<RefundComparison.Row> comparison) {

  /** A step with the rule that decided it. */
  record Step(
      RefundStep.Kind kind,
      String text,
      @Nullable Money amount,
      RefundStep.Meaning amountIs,
      @Nullable String exact,
      RefundStep.DecidedBy decidedBy,
      @Nullable RuleView rule) {}

  /** What became of a rule. */
  record RuleOutcome(
      RuleView rule, RuleConsidered.Outcome outcome, String text, @Nullable Money refundWithIt) {}

  static QuoteAnswer of(RefundQuote quote) {
    Map<String, RuleView> rules = new HashMap<>();
    quote.rules().forEach(each -> rules.put(each.rule().id(), RuleView.of(each.rule())));
    return new QuoteAnswer(
        quote.amount(),
        quote.gross(),
        quote.fee(),
        quote.computation(),
        quote.ruleDate(),
        quote.lawVersion(),
        quote.steps().stream().map(step -> step(step, rules)).toList(),
        quote.unknowns(),
        quote.payees(),
        quote.rules().stream()
            .map(
                each ->
                    new RuleOutcome(
                        RuleView.of(each.rule()), each.outcome(), each.text(), each.refundWithIt()))
            .toList(),
        quote.amountIfUnverifiedHeld(),
        quote.comparison());
  }

  private static Step step(RefundStep step, Map<String, RuleView> rules) {
    return new Step(
        step.kind(),
        step.text(),
        step.amount(),
        step.amountIs(),
        step.exact(),
        step.decidedBy(),
        step.ruleId() == null ? null : rules.get(step.ruleId()));
  }
}
