package app.countersign.insight;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of dismissing an insight. */
record InsightPayload(@Nullable Insight insight, List<UserError> userErrors) {
  static InsightPayload refused(List<UserError> errors) {
    return new InsightPayload(null, errors);
  }
}
