package app.countersign.letter;

import app.countersign.platform.db.Sql;
import app.countersign.settings.CustomerSettings.Notifications;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Whether a person wants to be told. */
@Singleton
class Wishes {
  private final Settings settings;
  private final Sql sql;

  Wishes(Settings settings, Sql sql) {
    this.settings = settings;
    this.sql = sql;
  }

  /** Whether a letter that is not necessary is wanted, and may go: to a proved address only. */
  boolean wantsLetter(LetterKind kind, UUID personId) {
    Notifications wishes = settings.of(personId).notifications();
    return wishes.email() && wantsToKnow(kind, wishes) && isReachable(personId);
  }

  /** Whether the same is wanted as a notice in the person's own chat. */
  boolean wantsNotice(LetterKind kind, UUID personId) {
    Notifications wishes = settings.of(personId).notifications();
    return wishes.push() && wantsToKnow(kind, wishes);
  }

  private static boolean wantsToKnow(LetterKind kind, Notifications wishes) {
    return kind != LetterKind.PRICE_ALERT || wishes.spendingAlerts();
  }

  private boolean isReachable(UUID personId) {
    return sql.first(
            """
            SELECT 1 FROM customer
            WHERE person_id = ? AND email_verified_at IS NOT NULL AND erased_at IS NULL
            """,
            row -> true,
            personId)
        != null;
  }
}
