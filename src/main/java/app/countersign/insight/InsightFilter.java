package app.countersign.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which insights.
 *
 * @param kind null is not filtered, an empty list matches nothing
 * @param includeDismissed null is false
 */
record InsightFilter(@Nullable List<InsightKind> kind, @Nullable Boolean includeDismissed) {
  static final InsightFilter ALL = new InsightFilter(null, null);
}
