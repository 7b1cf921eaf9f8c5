package app.countersign.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's choices.
 *
 * @param version grows by one with every change; 1 while nothing was changed
 * @param updatedAt when they were changed the last time; null while nothing was changed
 */
public record CustomerSettings(
    Notifications notifications,
    Privacy privacy,
    Ai ai,
    Display display,
    int version,
    @Nullable Instant updatedAt) {

  /** What holds for somebody who chose nothing. */
  public static final CustomerSettings DEFAULTS =
      new CustomerSettings(
          new Notifications(true, true, true, true),
          new Privacy(true, false),
          new Ai(true, true),
          new Display(Theme.SYSTEM, "USD", DateFormat.YEAR_MONTH_DAY),
          1,
          null);

  /**
   * What the customer is told of, and how.
   *
   * @param email by letters, besides those that are necessary
   * @param push by notices in the customer's own chat, besides what an operator approved
   * @param spendingAlerts when a tracked price reaches its target
   * @param rewardReminders of rewards left on the table
   */
  public record Notifications(
      boolean email, boolean push, boolean spendingAlerts, boolean rewardReminders) {}

  /**
   * What others get to know.
   *
   * @param shareSpendingData whether purchases may reach the answers of groups at all, where the
   *     customer shares them
   * @param analytics whether a data warehouse may be asked about the customer
   */
  public record Privacy(boolean shareSpendingData, boolean analytics) {}

  /**
   * What the assistant does.
   *
   * @param autoSuggestions whether it answers in a group without being called
   * @param showStages whether its answers show the stages of their making
   */
  public record Ai(boolean autoSuggestions, boolean showStages) {}

  /**
   * How things are shown.
   *
   * @param currency that an amount without one is in; ISO 4217
   */
  public record Display(Theme theme, String currency, DateFormat dateFormat) {}

  /** Light or dark. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** The order of a date's parts. */
  public enum DateFormat {
    YEAR_MONTH_DAY,
    DAY_MONTH_YEAR,
    MONTH_DAY_YEAR
  }
}
