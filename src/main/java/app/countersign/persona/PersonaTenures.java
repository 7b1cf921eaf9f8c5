package app.countersign.persona;

import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells for how long personas have held, from the histories on record. */
@Singleton
class PersonaTenures {
  private final PersonaAssignmentRepository assignments;
  private final Clock clock;

  PersonaTenures(PersonaAssignmentRepository assignments, Clock clock) {
    this.assignments = assignments;
    this.clock = clock;
  }

  /**
   * The tenure of each user that had a persona.
   *
   * @param asOf counted to the end of this day, from what is as of it or earlier; null: everything,
   *     counted to now
   */
  Map<String, PersonaTenure> of(
      Collection<String> userIds, SignalWindow window, @Nullable LocalDate asOf) {
    Map<String, PersonaTenure> tenures = new HashMap<>();
    assignments
        .histories(userIds, List.of(window))
        .forEach(
            (place, history) -> {
              PersonaRuns runs = PersonaRuns.of(history);
              (asOf == null
                      ? runs.tenureNow(clock.instant())
                      : runs.tenureAt(PersonaRuns.endOf(asOf)))
                  .ifPresent(tenure -> tenures.put(place.userId(), tenure));
            });
    return tenures;
  }
}
