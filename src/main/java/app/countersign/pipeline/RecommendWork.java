package app.countersign.pipeline;

import app.countersign.job.JobKind;
import app.countersign.job.JobWork;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes recommendations for many users in the background; the job's input is a {@link RunScope}.
 */
@Singleton
final class RecommendWork implements JobWork {
  private final Recommender recommender;

  RecommendWork(Recommender recommender) {
    this.recommender = recommender;
  }

  @Override
  public JobKind kind() {
    return JobKind.GENERATE_RECOMMENDATIONS;
  }

  @Override
  public PreparedWork prepare(String input, Actor actor, List<String> userIds) {
    RunScope scope = Json.read(input, RunScope.class);
    PolishedTexts polished = recommender.polishAhead(actor, userIds, scope);
    return some -> failures(recommender.recommend(actor, some, scope, polished));
  }

  @Override
  public Map<String, String> process(String input, Actor actor, List<String> userIds) {
    RunScope scope = Json.read(input, RunScope.class);
    return failures(recommender.recommend(actor, userIds, scope, PolishedTexts.NONE));
  }

  private static Map<String, String> failures(Map<String, RunOutcome> outcomes) {
    Map<String, String> failures = new LinkedHashMap<>();
    outcomes.forEach(
        (userId, outcome) -> {
          switch (outcome) {
            case RunOutcome.Made _ -> {}
            case RunOutcome.NoSignals _ -> failures.put(userId, RunOutcome.NoSignals.MESSAGE);
            case RunOutcome.Refused refused -> failures.put(userId, refused.message());
          }
        });
    return failures;
  }
}
