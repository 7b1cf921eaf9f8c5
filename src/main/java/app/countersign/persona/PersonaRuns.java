package app.countersign.persona;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A user's assignments for one window, seen as runs of the same persona. Ordered by {@code asOf},
 * then id, whatever order they come in. NONE is a persona like the others here: it breaks a run.
 */
public final class PersonaRuns {
  private final List<AssignedPersona> history;

  private PersonaRuns(List<AssignedPersona> history) {
    this.history = history;
  }

  /** The runs of a history. */
  public static PersonaRuns of(Collection<AssignedPersona> assignments) {
    return new PersonaRuns(assignments.stream().sorted(AssignedPersona.HISTORY).toList());
  }

  /** The instant an {@code asOf} given as a day stands for: the day's end in UTC. */
  public static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** All runs, oldest first. */
  public List<PersonaRun> runs() {
    return runs(history);
  }

  /** The tenure at an instant, from what was assigned until then; empty when nothing was. */
  public Optional<PersonaTenure> tenureAt(Instant instant) {
    return tenure(
        runs(history.stream().filter(assigned -> !assigned.asOf().isAfter(instant)).toList()),
        instant);
  }

  /**
   * The tenure from everything that was assigned, counted to an instant; empty when nothing was. An
   * assignment of today stands at the day's end: until then it has held for no day.
   */
  public Optional<PersonaTenure> tenureNow(Instant now) {
    return tenure(runs(), now);
  }

  private static Optional<PersonaTenure> tenure(List<PersonaRun> runs, Instant instant) {
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    PersonaRun current = runs.getLast();
    PersonaRun previous = runs.size() < 2 ? null : runs.get(runs.size() - 2);
    return Optional.of(
        new PersonaTenure(
            current.persona(),
            current.startedAt(),
            Math.max(0, Duration.between(current.startedAt(), instant).toDays()),
            previous == null ? null : previous.persona(),
            previous == null ? null : daysBetween(previous, current)));
  }

  /**
   * The change that the newest assignment made; empty when it kept the persona or is the first. A
   * back-dated assignment is never the newest, so it makes no change beside a later one.
   */
  public Optional<PersonaChange> latestChange() {
    List<PersonaRun> runs = runs();
    if (runs.size() < 2 || runs.getLast().assignments().size() > 1) {
      return Optional.empty();
    }
    PersonaRun current = runs.getLast();
    PersonaRun previous = runs.get(runs.size() - 2);
    return Optional.of(
        new PersonaChange(
            previous.assignments().getLast(),
            current.assignments().getFirst(),
            daysBetween(previous, current)));
  }

  private static long daysBetween(PersonaRun previous, PersonaRun current) {
    return Duration.between(previous.startedAt(), current.startedAt()).toDays();
  }

  private static List<PersonaRun> runs(List<AssignedPersona> ordered) {
    List<PersonaRun> runs = new ArrayList<>();
    List<AssignedPersona> open = new ArrayList<>();
    for (AssignedPersona assigned : ordered) {
      if (!open.isEmpty() && open.getFirst().persona() != assigned.persona()) {
        runs.add(new PersonaRun(open.getFirst().persona(), open));
        open = new ArrayList<>();
      }
      open.add(assigned);
    }
    if (!open.isEmpty()) {
      runs.add(new PersonaRun(open.getFirst().persona(), open));
    }
    return List.copyOf(runs);
  }
}
