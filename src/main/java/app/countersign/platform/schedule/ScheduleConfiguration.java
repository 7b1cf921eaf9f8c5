package app.countersign.platform.schedule;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How this server takes part in scheduled work.
 *
 * @param enabled false: it schedules, but others do the work
 * @param threads how many tasks it does side by side
 * @param pollingInterval how often it looks for due tasks
 * @param shutdownWait how long stopping waits for running tasks
 * @param heartbeat how often it says that it is still at its tasks; one that missed {@value
 *     #MISSED_HEARTBEATS} is taken for dead, and its tasks are taken up by others
 */
@ConfigurationProperties("countersign.schedule")
public record ScheduleConfiguration(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "4") int threads,
    @Bindable(defaultValue = "PT1S") Duration pollingInterval,
    @Bindable(defaultValue = "PT10S") Duration shutdownWait,
    @Bindable(defaultValue = "PT2S") Duration heartbeat) {
  /** The fewest that the scheduler takes. */
  static final int MISSED_HEARTBEATS = 4;
}
