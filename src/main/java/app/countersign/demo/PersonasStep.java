package app.countersign.demo;

import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Users;
import app.countersign.persona.PersonaAssigner;
import app.countersign.platform.access.Actor;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
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
  private static final int TOGETHER = 25;

  private final PersonaAssigner assigner;
  private final Users users;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  PersonasStep(
      PersonaAssigner assigner,
      Users users,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.assigner = assigner;
    this.users = users;
    this.transactions = transactions;
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
    List<String> everybody = users.consentingTo(Set.of(ConsentKind.DATA_ANALYSIS));
    for (int from = 0; from < everybody.size(); from += TOGETHER) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      List<String> some = everybody.subList(from, Math.min(from + TOGETHER, everybody.size()));
      transactions.executeWrite(
          _ -> {
            work.accept(some, today);
            return some.size();
          });
    }
  }
}
