package app.countersign.demo;

import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Users;
import app.countersign.persona.PersonaAssigner;
import app.countersign.platform.access.Actor;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Assigns personas as of several past days, each on its day, so that people have a history. */
@Singleton
@Requires(condition = DemoCondition.class)
final class PersonasStep implements DemoStep {
  static final int ORDER = 200;

  private static final List<Integer> DAYS_AGO = List.of(120, 60, 30);

  private final PersonaAssigner assigner;
  private final Users users;
  private final UsersTogether together;
  private final Clock clock;

  PersonasStep(PersonaAssigner assigner, Users users, UsersTogether together, Clock clock) {
    this.assigner = assigner;
    this.users = users;
    this.together = together;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "signals and personas as of %d past days".formatted(DAYS_AGO.size());
  }

  @Override
  public void play() {
    for (int days : DAYS_AGO) {
      DemoClock.ago(
          Duration.ofDays(days),
          () ->
              forEverybody(
                  (some, day) ->
                      assigner.assign(
                          Actor.system(DemoData.ACTOR),
                          some,
                          EnumSet.allOf(SignalWindow.class),
                          day)));
    }
  }

  /** Brings everybody up to the day it is; what was assigned that day already stays. */
  void bringUpToDate() {
    forEverybody(
        (some, day) -> {
          for (SignalWindow window : SignalWindow.values()) {
            assigner.current(Actor.system(DemoData.ACTOR), some, window, day);
          }
        });
  }

  private void forEverybody(BiConsumer<List<String>, LocalDate> work) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    together.each(
        users.consentingTo(Set.of(ConsentKind.DATA_ANALYSIS)), some -> work.accept(some, today));
  }
}
