package app.countersign.customer;

import app.countersign.identity.Accounts;
import app.countersign.platform.db.Sql;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The account itself; erased after everything else. */
@Singleton
@Order(Ordered.LOWEST_PRECEDENCE)
class ProfileData implements PersonalData {
  private final StoredRows rows;
  private final Sql sql;
  private final Accounts accounts;
  private final AccountLetters letters;

  ProfileData(StoredRows rows, Sql sql, Accounts accounts, AccountLetters letters) {
    this.rows = rows;
    this.sql = sql;
    this.accounts = accounts;
    this.letters = letters;
  }

  @Override
  public String section() {
    return "profile";
  }

  @Override
  public Object export(UUID personId) {
    return rows.list(
            """
            SELECT p.id, p.name, p.email, p.created_at AS "createdAt",
              c.email_verified_at AS "emailVerifiedAt",
              c.onboarding_status AS "onboardingStatus", c.time_zone AS "timeZone",
              c.password_changed_at AS "passwordChangedAt", c.version,
              u.region, u.stated_age_bracket AS "ageBracket",
              u.stated_annual_income AS "annualIncome",
              u.name AS "nameInBankData", u.email AS "emailInBankData",
              (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'sentAt', l.sent_at,
                'usedAt', l.used_at) ORDER BY l.sent_at), '[]')
                FROM account_letter l WHERE l.person_id = p.id) AS "letters"
            FROM person p JOIN customer c ON c.person_id = p.id JOIN app_user u ON u.id = c.user_id
            WHERE p.id = ?
            """,
            personId)
        .path(0);
  }

  @Override
  public void erase(UUID personId) {
    letters.deleteAll(personId);
    sql.update("DELETE FROM idempotency_key WHERE actor_id = ?", personId);
    sql.update(
        """
        UPDATE app_user SET name = NULL, email = NULL, region = NULL, stated_age_bracket = NULL,
          stated_annual_income = NULL
        WHERE id = ?
        """,
        personId.toString());
    accounts.close(personId);
  }
}
