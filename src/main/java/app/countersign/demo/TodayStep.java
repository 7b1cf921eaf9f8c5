package app.countersign.demo;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Gives those a persona of today, in every window, for whom no recommendation asked for one. */
@Singleton
@Requires(condition = DemoCondition.class)
final class TodayStep implements DemoStep {
  private static final int ORDER = DeskDaysStep.ORDER + 100;

  private final PersonasStep personas;

  TodayStep(PersonasStep personas) {
    this.personas = personas;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public String title() {
    return "personas of today";
  }

  @Override
  public void play() {
    personas.bringUpToDate();
  }
}
