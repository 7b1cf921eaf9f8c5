package app.countersign.persona;

import app.countersign.job.JobKind;
import app.countersign.job.JobPayload;
import app.countersign.job.Jobs;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.graphql.Wiring;
import app.countersign.signal.SignalRun;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done about personas. */
@Singleton
class PersonaAssignmentGraphQl implements GraphQlModule {
  private static final int MOST_USERS = 10_000;

  private final PersonaAssigner assigner;
  private final PersonaTransitions transitions;
  private final Jobs jobs;
  private final Users users;

  PersonaAssignmentGraphQl(
      PersonaAssigner assigner, PersonaTransitions transitions, Jobs jobs, Users users) {
    this.assigner = assigner;
    this.transitions = transitions;
    this.jobs = jobs;
    this.users = users;
  }

  record AssignPersonaInput(
      String userId,
      @Nullable SignalWindow window,
      @Nullable LocalDate asOf,
      @Nullable String idempotencyKey) {}

  record AssignPersonaPayload(
      @Nullable PersonaAssignment assignment,
      @Nullable PersonaTransition transition,
      @Nullable SignalRun signalRun,
      List<UserError> userErrors) {}

  record BatchAssignPersonasInput(
      @Nullable List<String> userIds,
      @Nullable List<SignalWindow> windows,
      @Nullable LocalDate asOf,
      @Nullable String idempotencyKey) {}

  record DetectTransitionInput(
      String userId, @Nullable SignalWindow window, @Nullable String idempotencyKey) {}

  record DetectTransitionPayload(
      @Nullable PersonaTransition transition, List<UserError> userErrors) {}

  record MarkCelebrationShownInput(UUID transitionId, @Nullable String idempotencyKey) {}

  record TransitionPayload(@Nullable PersonaTransition transition, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .mutation(
            "assignPersona",
            AssignPersonaInput.class,
            AssignPersonaPayload.class,
            this::assignPersona,
            errors -> new AssignPersonaPayload(null, null, null, errors))
        .mutation(
            "batchAssignPersonas",
            BatchAssignPersonasInput.class,
            JobPayload.class,
            this::batchAssignPersonas,
            JobPayload::refused)
        .mutation(
            "detectTransition",
            DetectTransitionInput.class,
            DetectTransitionPayload.class,
            (actor, input) ->
                new DetectTransitionPayload(
                    transitions.detect(actor, input.userId(), window(input.window())), List.of()),
            errors -> new DetectTransitionPayload(null, errors))
        .mutation(
            "markCelebrationShown",
            MarkCelebrationShownInput.class,
            TransitionPayload.class,
            (actor, input) ->
                new TransitionPayload(
                    transitions.markCelebrationShown(actor, input.transitionId()), List.of()),
            errors -> new TransitionPayload(null, errors));
  }

  private AssignPersonaPayload assignPersona(Actor actor, AssignPersonaInput input) {
    SignalWindow window = window(input.window());
    String userId = input.userId();
    PersonaOutcome outcome =
        assigner
            .assign(actor, List.of(userId), EnumSet.of(window), assigner.day(input.asOf()))
            .get(userId);
    return switch (Objects.requireNonNull(outcome)) {
      case PersonaOutcome.Refused(PersonaOutcome.Refusal refusal) ->
          throw RefusedException.of(refusal.code(), refusal.message(), "input", "userId");
      case PersonaOutcome.Assigned assigned -> {
        PersonaFinding finding = assigned.in(window);
        yield new AssignPersonaPayload(
            finding.assignment(), finding.transition(), finding.reading().run(), List.of());
      }
    };
  }

  private JobPayload batchAssignPersonas(Actor actor, BatchAssignPersonasInput input) {
    LocalDate asOf = assigner.day(input.asOf());
    Collection<SignalWindow> windows =
        input.windows() == null ? EnumSet.allOf(SignalWindow.class) : input.windows();
    if (windows.isEmpty()) {
      throw invalid("Name at least one window, or none for both.", "windows");
    }
    return JobPayload.started(
        jobs.start(
            actor,
            JobKind.ASSIGN_PERSONAS,
            AssignPersonasWork.Input.of(windows, asOf),
            userIds(input.userIds())));
  }

  private List<String> userIds(@Nullable List<String> asked) {
    if (asked == null) {
      return users.consentingTo(Set.of(ConsentKind.DATA_ANALYSIS));
    }
    if (asked.size() > MOST_USERS) {
      throw invalid(
          "At most %,d users at once, not %,d.".formatted(MOST_USERS, asked.size()), "userIds");
    }
    return List.copyOf(new LinkedHashSet<>(asked));
  }

  private static SignalWindow window(@Nullable SignalWindow asked) {
    return asked == null ? SignalWindow.DAYS_180 : asked;
  }

  private static RefusedException invalid(String message, String field) {
    return RefusedException.of(UserErrorCode.INVALID_INPUT, message, "input", field);
  }
}
