package app.countersign.demo;

import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Users;
import app.countersign.pipeline.PolishedTexts;
import app.countersign.pipeline.Recommender;
import app.countersign.pipeline.RunScope;
import app.countersign.platform.access.Actor;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs the pipeline on each of the last days for some of the users, lets the operators work on what
 * came, and ends with everybody's recommendations of today waiting.
 */
@Singleton
@Requires(condition = DemoCondition.class)
final class DeskDaysStep implements DemoStep {
  static final int ORDER = 300;

  private static final int DAYS = 3;
  private static final Duration BEFORE_WORK = Duration.ofHours(8);

  private final Recommender recommender;
  private final OperatorsAtWork atWork;
  private final Users users;
  private final UsersTogether together;
  private final Clock clock;

  DeskDaysStep(
      Recommender recommender,
      OperatorsAtWork atWork,
      Users users,
      UsersTogether together,
      Clock clock) {
    this.recommender = recommender;
    this.atWork = atWork;
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
    return "recommendations, and %d days of work on them".formatted(DAYS);
  }

  @Override
  public void play() {
    List<String> everybody =
        users.consentingTo(Set.of(ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS));
    for (int day = DAYS - 1; day >= 0 && !Thread.currentThread().isInterrupted(); day--) {
      Duration ago = Duration.ofDays(day);
      List<String> some = everyFourth(everybody, day);
      DemoClock.ago(ago.plus(BEFORE_WORK), () -> recommend(some));
      atWork.day(ago);
    }
    recommend(everybody);
  }

  private void recommend(List<String> userIds) {
    RunScope scope =
        new RunScope(SignalWindow.DAYS_180, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    together.each(
        userIds,
        some ->
            recommender.recommend(Actor.system(DemoData.ACTOR), some, scope, PolishedTexts.NONE));
  }

  private static List<String> everyFourth(List<String> userIds, int day) {
    return IntStream.range(0, userIds.size())
        .filter(place -> place % (DAYS + 1) == day)
        .mapToObj(userIds::get)
        .toList();
  }
}
