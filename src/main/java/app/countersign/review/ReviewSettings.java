package app.countersign.review;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The times of a review.
 *
 * @param undoWindow how long a decision can be taken back; its delivery waits as long
 * @param claimTime how long a claim holds
 */
@ConfigurationProperties("countersign.review")
public record ReviewSettings(
    @Bindable(defaultValue = "PT5M") Duration undoWindow,
    @Bindable(defaultValue = "PT10M") Duration claimTime) {

  /**
   * Checks that both are above zero.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public ReviewSettings {
    if (!undoWindow.isPositive() || !claimTime.isPositive()) {
      throw new IllegalArgumentException(
          "countersign.review.undo-window and claim-time must be above zero");
    }
  }
}
