package app.countersign.recommendation;

import app.countersign.persona.PersonaKind;
import app.countersign.platform.graphql.DateTimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which recommendations. Fields AND together, a list means any of, an empty list matches nothing,
 * null means not filtered.
 *
 * @param claimedByMe claimed by the caller, or not claimed by anybody now
 * @param created when they came to the desk
 * @param search words in title and rationale, as typed into a search engine
 */
public record RecommendationFilter(
    @Nullable List<RecommendationStatus> status,
    @Nullable List<PersonaKind> persona,
    @Nullable List<Priority> priority,
    @Nullable List<ContentType> type,
    @Nullable List<String> userId,
    @Nullable Boolean guardrailsPassed,
    @Nullable List<TagName> tag,
    @Nullable Boolean claimedByMe,
    @Nullable DateTimeRange created,
    @Nullable String search) {
  /** The most users that can be asked for at once. */
  public static final int MAX_USERS = 100;

  /** The longest search, in characters. */
  public static final int MAX_SEARCH = 200;

  /** What the list shows when nothing is asked: what waits. */
  public static final RecommendationFilter WAITING = of(List.of(RecommendationStatus.PENDING));

  /** Everything there is. */
  public static final RecommendationFilter ALL = of(null);

  private static RecommendationFilter of(@Nullable List<RecommendationStatus> status) {
    return new RecommendationFilter(status, null, null, null, null, null, null, null, null, null);
  }
}
