package app.countersign.recommendation;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change of a recommendation gave. */
public record RecommendationPayload(
    @Nullable Recommendation recommendation, List<UserError> userErrors) {

  /** The change is made; null when there was nothing to make it to. */
  public static RecommendationPayload of(@Nullable Recommendation recommendation) {
    return new RecommendationPayload(recommendation, List.of());
  }

  /** Nothing was changed. */
  public static RecommendationPayload refused(List<UserError> errors) {
    return new RecommendationPayload(null, errors);
  }
}
