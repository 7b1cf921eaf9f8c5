package app.countersign.settings;

import app.countersign.settings.CustomerSettings.DateFormat;
import app.countersign.settings.CustomerSettings.Theme;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of settings, as asked for. Everywhere null stands for what was left out, which stays as
 * it is, and empty for an explicit null, which is refused.
 */
record UpdateSettings(
    @Nullable Optional<NotificationChange> notifications,
    @Nullable Optional<PrivacyChange> privacy,
    @Nullable Optional<AiChange> ai,
    @Nullable Optional<DisplayChange> display,
    @Nullable Integer expectedVersion,
    @Nullable String idempotencyKey) {

  record NotificationChange(
      @Nullable Optional<Boolean> email,
      @Nullable Optional<Boolean> push,
      @Nullable Optional<Boolean> spendingAlerts,
      @Nullable Optional<Boolean> rewardReminders) {}

  record PrivacyChange(
      @Nullable Optional<Boolean> shareSpendingData, @Nullable Optional<Boolean> analytics) {}

  record AiChange(
      @Nullable Optional<Boolean> autoSuggestions, @Nullable Optional<Boolean> showStages) {}

  record DisplayChange(
      @Nullable Optional<Theme> theme,
      @Nullable Optional<String> currency,
      @Nullable Optional<DateFormat> dateFormat) {}
}
