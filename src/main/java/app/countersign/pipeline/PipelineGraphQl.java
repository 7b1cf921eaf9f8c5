package app.countersign.pipeline;

import app.countersign.job.Job;
import app.countersign.job.JobKind;
import app.countersign.job.Jobs;
import app.countersign.ledger.Users;
import app.countersign.persona.PersonaAssigner;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Running the pipeline in the schema. */
@Singleton
class PipelineGraphQl implements GraphQlModule {
  private static final String[] ONE_USER = {"input", "users", "userId"};

  private final Recommender recommender;
  private final PersonaAssigner personas;
  private final Users users;
  private final Jobs jobs;

  PipelineGraphQl(Recommender recommender, PersonaAssigner personas, Users users, Jobs jobs) {
    this.recommender = recommender;
    this.personas = personas;
    this.users = users;
    this.jobs = jobs;
  }

  record GenerateInput(
      UserSelection users,
      @Nullable SignalWindow window,
      @Nullable LocalDate asOf,
      @Nullable String idempotencyKey) {}

  record GeneratePayload(
      @Nullable Job job, List<Recommendation> recommendations, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring.preparedMutation(
        "generateRecommendations",
        GenerateInput.class,
        GeneratePayload.class,
        this::polishAhead,
        this::generate,
        errors -> new GeneratePayload(null, List.of(), errors));
  }

  private PolishedTexts polishAhead(Actor actor, GenerateInput input) {
    return input.users().meaning() instanceof UserSelection.One(String userId)
        ? recommender.polishAhead(actor, List.of(userId), scope(input))
        : PolishedTexts.NONE;
  }

  private GeneratePayload generate(Actor actor, GenerateInput input, PolishedTexts polished) {
    RunScope scope = scope(input);
    return switch (input.users().meaning()) {
      case UserSelection.One(String userId) -> forOne(actor, userId, scope, polished);
      case UserSelection.Listed(List<String> userIds) -> start(actor, scope, userIds);
      case UserSelection.All _ ->
          start(actor, scope, users.consentingTo(PipelineInput.REQUIRED_CONSENTS));
      case UserSelection.Wrong(String field, String message) ->
          throw RefusedException.of(UserErrorCode.INVALID_INPUT, message, "input", "users", field);
    };
  }

  /** Who has no signals keeps the persona NONE on record, so that answer rolls nothing back. */
  private GeneratePayload forOne(
      Actor actor, String userId, RunScope scope, PolishedTexts polished) {
    RunOutcome outcome = recommender.recommend(actor, List.of(userId), scope, polished).get(userId);
    return switch (Objects.requireNonNull(outcome)) {
      case RunOutcome.Made made -> new GeneratePayload(null, made.recommendations(), List.of());
      case RunOutcome.NoSignals _ ->
          new GeneratePayload(
              null,
              List.of(),
              List.of(
                  UserError.of(
                      UserErrorCode.INVALID_INPUT, RunOutcome.NoSignals.MESSAGE, ONE_USER)));
      case RunOutcome.Refused refused ->
          throw RefusedException.of(refused.code(), refused.message(), ONE_USER);
    };
  }

  private GeneratePayload start(Actor actor, RunScope scope, List<String> userIds) {
    Job job = jobs.start(actor, JobKind.GENERATE_RECOMMENDATIONS, scope, userIds);
    return new GeneratePayload(job, List.of(), List.of());
  }

  private RunScope scope(GenerateInput input) {
    return new RunScope(
        input.window() == null ? SignalWindow.DAYS_180 : input.window(),
        personas.day(input.asOf()));
  }
}
