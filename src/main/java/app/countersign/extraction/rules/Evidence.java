package app.countersign.extraction.rules;

import org.jspecify.annotations.Nullable;

/**
 * One place that states a term.
 *
 * @param <T> what kind of value the term has
 * @param value what it states
 * @param score how clearly, 0 to 100
 * @param passage where
 * @param from the first of the words that state it, in the folded clause
 * @param to after the last of them
 * @param period when in the life of the contract it applies
 * @param standing whether it counts for this contract
 * @param remark what a person should know of it; null without
 */
record Evidence<T>(
    T value,
    int score,
    Passage passage,
    int from,
    int to,
    Period period,
    Scope.Standing standing,
    @Nullable String remark) {

  Evidence<T> scored(int other, @Nullable String why) {
    String both = remark == null ? why : why == null ? remark : remark + " " + why;
    return new Evidence<>(value, other, passage, from, to, period, standing, both);
  }

  Evidence<T> valued(T other) {
    return new Evidence<>(other, score, passage, from, to, period, standing, remark);
  }

  int wordsStart() {
    return passage.clause().folded().place(from);
  }

  int wordsEnd() {
    return passage.clause().folded().placeAfter(to);
  }
}
