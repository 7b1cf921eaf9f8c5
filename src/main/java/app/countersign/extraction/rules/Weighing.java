package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which evidence counts: an addendum that applies goes before the body, one for another state is
 * left out, and one whose state cannot be decided casts doubt when it says something else.
 *
 * @param <T> what kind of value the term has
 * @param counting what counts, best first
 * @param limit the most confidence that the result may have
 * @param notes what a person should know
 */
record Weighing<T>(List<Evidence<T>> counting, int limit, List<String> notes) {
  private static final int ANY = 100;
  private static final int DOUBTFUL_ADDENDUM = 60;
  private static final int SILENT_ADDENDUM = 70;

  static <T> Weighing<T> of(List<Evidence<T>> found) {
    List<Evidence<T>> body = standing(found, Scope.Standing.BODY);
    List<Evidence<T>> addenda = standing(found, Scope.Standing.ADDENDUM);
    List<Evidence<T>> undecided = standing(found, Scope.Standing.UNDECIDED);
    List<String> notes = new ArrayList<>();
    int limit = ANY;
    List<Evidence<T>> counting = addenda.isEmpty() ? body : addenda;
    if (!addenda.isEmpty() && differ(addenda, body)) {
      notes.add("An addendum that applies goes before the body, which says otherwise.");
      boolean isReplacing = addenda.stream().allMatch(one -> one.passage().scope().isReplacing());
      limit = isReplacing ? ANY : SILENT_ADDENDUM;
    }
    if (differ(undecided, counting)) {
      notes.add("An addendum for one state says otherwise; which state applies was not given.");
      limit = Math.min(limit, DOUBTFUL_ADDENDUM);
    }
    if (differ(standing(found, Scope.Standing.FOREIGN), counting)) {
      notes.add("An addendum for another state says otherwise and was not applied.");
    }
    return new Weighing<>(counting, limit, notes);
  }

  private static <T> List<Evidence<T>> standing(List<Evidence<T>> found, Scope.Standing standing) {
    return found.stream().filter(one -> one.standing() == standing).toList();
  }

  private static <T> boolean differ(List<Evidence<T>> some, List<Evidence<T>> others) {
    return !some.isEmpty() && !values(others).containsAll(values(some));
  }

  /** The distinct values of evidence, in order. */
  static <T> Set<T> values(List<Evidence<T>> evidence) {
    Set<T> values = new LinkedHashSet<>();
    evidence.forEach(one -> values.add(one.value()));
    return values;
  }

  /** The clearest of some evidence, the first of equals. */
  static <T> Evidence<T> best(List<Evidence<T>> evidence) {
    Evidence<T> best = evidence.getFirst();
    for (Evidence<T> one : evidence) {
      best = one.score() > best.score() ? one : best;
    }
    return best;
  }

  /** Notes as one text; null when there are none. */
  static @Nullable String text(List<@Nullable String> notes) {
    String text = String.join(" ", notes.stream().filter(Objects::nonNull).distinct().toList());
    return text.isBlank() ? null : text;
  }
}
