package app.countersign.refund;

import java.util.List;
import java.util.stream.Stream;

/** The rules that a computation goes by. */
record RuleSet(List<LawRule> rules) {

  RuleSet {
    rules = List.copyOf(rules);
  }

  /** The rules with an effect of one kind, in the order of the data. */
  <E extends RuleEffect> List<Ruled<E>> with(Class<E> kind) {
    return rules.stream()
        .filter(rule -> kind.isInstance(rule.effect()))
        .map(rule -> new Ruled<>(rule, kind.cast(rule.effect())))
        .toList();
  }

  boolean has(Class<? extends RuleEffect> kind) {
    return rules.stream().anyMatch(rule -> kind.isInstance(rule.effect()));
  }

  RuleSet and(List<LawRule> others) {
    return new RuleSet(Stream.concat(rules.stream(), others.stream()).toList());
  }

  /** A rule with its effect. */
  record Ruled<E extends RuleEffect>(LawRule rule, E effect) {}
}
