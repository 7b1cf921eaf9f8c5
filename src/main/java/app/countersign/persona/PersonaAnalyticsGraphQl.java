package app.countersign.persona;

import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;

/** The figures over all personas in the schema. */
@Singleton
class PersonaAnalyticsGraphQl implements GraphQlModule {
  private static final int WEEK = 7;
  private static final int MONTH = 30;
  private static final int PATTERNS = 10;

  private final PersonaAnalytics analytics;
  private final PersonaAssignmentRepository assignments;
  private final PersonaArguments arguments;

  PersonaAnalyticsGraphQl(
      PersonaAnalytics analytics,
      PersonaAssignmentRepository assignments,
      PersonaArguments arguments) {
    this.analytics = analytics;
    this.assignments = assignments;
    this.arguments = arguments;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("PersonaShare", PersonaShare.class);
    wiring.type("TransitionPattern", TransitionPattern.class);
    wiring.type("PositiveTransitionRate", PositiveTransitionRate.class);
    wiring
        .query(
            "personaDistribution",
            call -> analytics.distribution(window(call), arguments.period(call, WEEK)))
        .query(
            "transitionPatterns",
            call ->
                analytics.patterns(
                    window(call),
                    arguments.period(call, MONTH),
                    PersonaArguments.limit(call, PATTERNS)))
        .query(
            "positiveTransitionRate",
            call -> analytics.positiveRate(window(call), arguments.period(call, MONTH)))
        .query("usersDueForReview", this::usersDueForReview);
  }

  /** Due is who is {@code days} days old or older: the day before the period's first is in. */
  private Connection<PersonaAssignment> usersDueForReview(Call call) {
    DayPeriod period = arguments.period(call, WEEK);
    return Connection.of(
        assignments.due(
            PersonaArguments.window(call, SignalWindow.DAYS_30),
            period.asOf(),
            period.firstDay().minusDays(1),
            call.page()));
  }

  private static SignalWindow window(Call call) {
    return PersonaArguments.window(call, SignalWindow.DAYS_180);
  }
}
