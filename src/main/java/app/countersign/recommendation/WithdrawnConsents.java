package app.countersign.recommendation;

import app.countersign.delivery.Withholding;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A recommendation does not go out to a user who took back the consent it rests on, whenever it was
 * approved: that to the analysis or to recommendations, and for a partner's offer that to offers.
 */
@Singleton
class WithdrawnConsents implements Withholding {
  private final Sql sql;

  WithdrawnConsents(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<UUID> withheld(Instant now) {
    return sql.list(
        """
        SELECT d.id FROM delivery d JOIN recommendation r ON r.id = d.subject_id
        WHERE d.status = 'QUEUED' AND d.next_attempt_at <= ? AND EXISTS (
          SELECT FROM consent c WHERE c.user_id = r.user_id AND NOT c.granted
            AND (c.kind IN ('DATA_ANALYSIS', 'RECOMMENDATIONS')
              OR c.kind = 'PARTNER_OFFERS' AND r.type = 'PARTNER_OFFER'))
        ORDER BY d.id
        """,
        row -> Rows.uuid(row, "id"),
        now);
  }
}
