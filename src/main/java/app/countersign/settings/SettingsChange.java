package app.countersign.settings;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.settings.CustomerSettings.Ai;
import app.countersign.settings.CustomerSettings.Display;
import app.countersign.settings.CustomerSettings.Notifications;
import app.countersign.settings.CustomerSettings.Privacy;
import app.countersign.settings.UpdateSettings.AiChange;
import app.countersign.settings.UpdateSettings.DisplayChange;
import app.countersign.settings.UpdateSettings.NotificationChange;
import app.countersign.settings.UpdateSettings.PrivacyChange;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What settings become by a change; collects everything that is wrong with it. */
final class SettingsChange {
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final List<UserError> errors = new ArrayList<>();

  private SettingsChange() {}

  /**
   * The settings after the change, of the same version still.
   *
   * @throws RefusedException INVALID_INPUT for each null, and for what is no currency
   */
  static CustomerSettings apply(CustomerSettings before, UpdateSettings input) {
    SettingsChange change = new SettingsChange();
    CustomerSettings after =
        new CustomerSettings(
            change.notifications(before.notifications(), input.notifications()),
            change.privacy(before.privacy(), input.privacy()),
            change.ai(before.ai(), input.ai()),
            change.display(before.display(), input.display()),
            before.version(),
            before.updatedAt());
    if (!change.errors.isEmpty()) {
      throw new RefusedException(change.errors);
    }
    return after;
  }

  private Notifications notifications(
      Notifications before, @Nullable Optional<NotificationChange> section) {
    NotificationChange wanted = section(section, "notifications");
    return wanted == null
        ? before
        : new Notifications(
            value(wanted.email(), before.email(), "notifications", "email"),
            value(wanted.push(), before.push(), "notifications", "push"),
            value(
                wanted.spendingAlerts(),
                before.spendingAlerts(),
                "notifications",
                "spendingAlerts"),
            value(
                wanted.rewardReminders(),
                before.rewardReminders(),
                "notifications",
                "rewardReminders"));
  }

  private Privacy privacy(Privacy before, @Nullable Optional<PrivacyChange> section) {
    PrivacyChange wanted = section(section, "privacy");
    return wanted == null
        ? before
        : new Privacy(
            value(
                wanted.shareSpendingData(),
                before.shareSpendingData(),
                "privacy",
                "shareSpendingData"),
            value(wanted.analytics(), before.analytics(), "privacy", "analytics"));
  }

  private Ai ai(Ai before, @Nullable Optional<AiChange> section) {
    AiChange wanted = section(section, "ai");
    return wanted == null
        ? before
        : new Ai(
            value(wanted.autoSuggestions(), before.autoSuggestions(), "ai", "autoSuggestions"),
            value(wanted.showStages(), before.showStages(), "ai", "showStages"));
  }

  private Display display(Display before, @Nullable Optional<DisplayChange> section) {
    DisplayChange wanted = section(section, "display");
    if (wanted == null) {
      return before;
    }
    String currency = value(wanted.currency(), before.currency(), "display", "currency");
    if (!CURRENCIES.contains(currency)) {
      refuse("Write the ISO 4217 code of a currency, such as EUR.", "display", "currency");
    }
    return new Display(
        value(wanted.theme(), before.theme(), "display", "theme"),
        currency,
        value(wanted.dateFormat(), before.dateFormat(), "display", "dateFormat"));
  }

  private <T> @Nullable T section(@Nullable Optional<T> section, String name) {
    if (section != null && section.isEmpty()) {
      refuseNull(name);
    }
    return section == null ? null : section.orElse(null);
  }

  private <T> T value(@Nullable Optional<T> wanted, T before, String section, String name) {
    if (wanted == null) {
      return before;
    }
    if (wanted.isEmpty()) {
      refuseNull(section, name);
    }
    return wanted.orElse(before);
  }

  private void refuseNull(String... path) {
    refuse("This cannot be null; leave it out to keep it as it is.", path);
  }

  private void refuse(String message, String... path) {
    List<String> whole = new ArrayList<>(List.of("input"));
    whole.addAll(List.of(path));
    errors.add(new UserError(UserErrorCode.INVALID_INPUT, message, whole, null, null));
  }
}
