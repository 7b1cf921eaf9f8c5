package app.countersign.extraction;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a text at this moment. One holder for each text and provider, on however many servers;
 * what a server that died left behind runs out.
 */
@Singleton
class ExtractionLeases {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Sql sql;
  private final Clock clock;
  private final Duration life;

  ExtractionLeases(Sql sql, Clock clock, ExtractionConfiguration configuration) {
    this.sql = sql;
    this.clock = clock;
    this.life = configuration.deadline().plus(GRACE);
  }

  /** A lease that was taken. */
  record Lease(UUID documentId, ExtractionProvider provider, UUID holder) {}

  /** Takes the lease; null while somebody else has it. */
  @Nullable Lease take(UUID documentId, ExtractionProvider provider) {
    Instant now = clock.instant();
    UUID holder = Ids.next();
    UUID taken =
        sql.first(
            """
            INSERT INTO extraction_lease AS l (document_id, provider, holder, expires_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (document_id, provider) DO UPDATE
              SET holder = excluded.holder, expires_at = excluded.expires_at
              WHERE l.expires_at <= ?
            RETURNING holder
            """,
            row -> Rows.uuid(row, "holder"),
            documentId,
            provider,
            holder,
            now.plus(life),
            now);
    return taken == null ? null : new Lease(documentId, provider, holder);
  }

  /** Gives it back; harmless when it ran out and somebody else has it now. */
  void release(Lease lease) {
    sql.update(
        "DELETE FROM extraction_lease WHERE document_id = ? AND provider = ? AND holder = ?",
        lease.documentId(),
        lease.provider(),
        lease.holder());
  }
}
