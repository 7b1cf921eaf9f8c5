package app.countersign.intake;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RefusalErrors;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Submitting recommendations in the schema. */
@Singleton
class IntakeGraphQl implements GraphQlModule {
  private final SubmissionDesk submissions;

  IntakeGraphQl(SubmissionDesk submissions) {
    this.submissions = submissions;
  }

  record SubmitInput(String source, List<Submission> items, @Nullable String idempotencyKey) {}

  record SubmitPayload(
      List<SubmitResult> results,
      int acceptedCount,
      int refusedCount,
      List<UserError> userErrors) {}

  record SubmitResult(
      int index, @Nullable Recommendation recommendation, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring.mutation(
        "submitRecommendations",
        SubmitInput.class,
        SubmitPayload.class,
        (actor, input) -> RefusalErrors.translating(() -> submit(actor, input)),
        errors -> new SubmitPayload(List.of(), 0, 0, errors));
  }

  private SubmitPayload submit(Actor actor, SubmitInput input) {
    List<SubmitResult> results = new ArrayList<>();
    int accepted = 0;
    for (SubmissionDesk.Outcome outcome :
        submissions.submit(actor, input.source(), input.items())) {
      accepted += outcome.refusals().isEmpty() ? 1 : 0;
      results.add(
          new SubmitResult(
              results.size(),
              outcome.recommendation(),
              outcome.refusals().stream()
                  .map(refusal -> RefusalErrors.of(refusal, "input"))
                  .toList()));
    }
    return new SubmitPayload(results, accepted, results.size() - accepted, List.of());
  }
}
