package app.countersign.chat;

import app.countersign.platform.schedule.ScheduledWork;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets, every few hours, the addresses of invitations whose time has long been over. */
@Singleton
class ForgottenInvitations implements ScheduledWork {
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration KEPT = Duration.ofDays(30);

  private final InvitationRepository invitations;
  private final Clock clock;
  private final RecurringTask<Void> task;

  ForgottenInvitations(InvitationRepository invitations, Clock clock) {
    this.invitations = invitations;
    this.clock = clock;
    this.task =
        Tasks.recurring("forget-old-invitations", FixedDelay.of(EVERY))
            .execute((instance, context) -> forget());
  }

  @Override
  public RecurringTask<Void> task() {
    return task;
  }

  void forget() {
    Instant now = clock.instant();
    invitations.expire(now.minus(KEPT), now);
  }
}
