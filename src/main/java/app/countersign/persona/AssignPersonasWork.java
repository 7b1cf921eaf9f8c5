package app.countersign.persona;

import app.countersign.job.JobKind;
import app.countersign.job.JobWork;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns personas to many users in the background. */
@Singleton
class AssignPersonasWork implements JobWork {
  private final PersonaAssigner assigner;

  AssignPersonasWork(PersonaAssigner assigner) {
    this.assigner = assigner;
  }

  /**
   * What the job was asked for.
   *
   * @param windows at least one, each once
   * @param asOf the same day for all users, however long the job takes
   */
  record Input(List<SignalWindow> windows, LocalDate asOf) {
    static Input of(Collection<SignalWindow> windows, LocalDate asOf) {
      return new Input(List.copyOf(EnumSet.copyOf(windows)), asOf);
    }
  }

  @Override
  public JobKind kind() {
    return JobKind.ASSIGN_PERSONAS;
  }

  @Override
  public Map<String, String> process(String input, Actor actor, List<String> userIds) {
    Input asked = Json.read(input, Input.class);
    Map<String, String> failures = new LinkedHashMap<>();
    assigner
        .assign(actor, userIds, EnumSet.copyOf(asked.windows()), asked.asOf())
        .forEach(
            (userId, outcome) -> {
              if (outcome instanceof PersonaOutcome.Refused refused) {
                failures.put(userId, refused.refusal().message());
              }
            });
    return failures;
  }
}
