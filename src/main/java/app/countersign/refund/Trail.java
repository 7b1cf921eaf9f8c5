package app.countersign.refund;

import app.countersign.money.Money;
import app.countersign.refund.RefundStep.DecidedBy;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundStep.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one computation leaves behind: its steps, what it did not know, the rules it used. */
final class Trail {
  private final String currency;
  private final List<RefundStep> steps = new ArrayList<>();
  private final List<RefundUnknown> unknowns = new ArrayList<>();
  private final Map<String, String> applied = new LinkedHashMap<>();

  Trail(String currency) {
    this.currency = currency;
  }

  void say(Kind kind, Authority authority, String text) {
    add(kind, text, null, Meaning.NONE, null, authority);
  }

  void running(Kind kind, Authority authority, Fraction amount, String text) {
    add(kind, text, amount.toMoney(currency), Meaning.RUNNING, amount.text(), authority);
  }

  void own(Kind kind, Authority authority, Fraction amount, String text) {
    add(kind, text, amount.toMoney(currency), Meaning.OWN, amount.text(), authority);
  }

  /** The refund after rounding. */
  void rounded(Authority authority, Money amount, String text) {
    add(Kind.ROUNDING, text, amount, Meaning.RUNNING, Fraction.of(amount).text(), authority);
  }

  void unknown(RefundUnknown.Code code, String text) {
    unknown(new RefundUnknown(code, text));
  }

  void unknown(RefundUnknown unknown) {
    if (!unknowns.contains(unknown)) {
      unknowns.add(unknown);
    }
  }

  void apply(LawRule rule, String text) {
    applied.put(rule.id(), text);
  }

  List<RefundStep> steps() {
    return steps;
  }

  List<RefundUnknown> unknowns() {
    return unknowns;
  }

  /** What each rule that had a say did, by id. */
  Map<String, String> applied() {
    return applied;
  }

  private void add(
      Kind kind,
      String text,
      @Nullable Money amount,
      Meaning meaning,
      @Nullable String exact,
      Authority authority) {
    steps.add(
        new RefundStep(
            kind, text, amount, meaning, exact, authority.decidedBy(), authority.ruleId()));
  }

  /** What decided a step. */
  record Authority(DecidedBy decidedBy, @Nullable String ruleId) {
    static final Authority CONTRACT = new Authority(DecidedBy.CONTRACT, null);
    static final Authority DEFAULT = new Authority(DecidedBy.DEFAULT, null);
    static final Authority REQUEST = new Authority(DecidedBy.REQUEST, null);

    static Authority of(LawRule rule) {
      return new Authority(DecidedBy.LAW, rule.id());
    }
  }
}
