package app.countersign.customer;

import app.countersign.identity.Accounts.Account;
import app.countersign.letter.Letter;
import app.countersign.letter.LetterKind;
import app.countersign.letter.LetterTokens;
import app.countersign.letter.Letters;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Letters about accounts, and what their tokens are good for: one use, for a while, and until a
 * newer letter of the kind is sent.
 */
@Singleton
class AccountLetters {
  private static final Duration KEEP = Duration.ofDays(7);

  private final Sql sql;
  private final Letters letters;
  private final LetterTokens tokens;
  private final CustomerConfiguration configuration;
  private final Clock clock;

  AccountLetters(
      Sql sql,
      Letters letters,
      LetterTokens tokens,
      CustomerConfiguration configuration,
      Clock clock) {
    this.sql = sql;
    this.letters = letters;
    this.tokens = tokens;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** Queues a letter, unless one of the kind went to the person just before. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(LetterKind kind, Account account) {
    Instant now = clock.instant();
    // Two who ask at once wait for each other here, so that one letter is the newest.
    sql.list(
        "SELECT id FROM person WHERE id = ? FOR NO KEY UPDATE",
        row -> Rows.uuid(row, "id"),
        account.id());
    boolean isTooSoon =
        sql.first(
                "SELECT 1 FROM account_letter WHERE person_id = ? AND kind = ? AND sent_at > ?",
                row -> true,
                account.id(),
                kind,
                now.minus(configuration.letterInterval()))
            != null;
    if (isTooSoon) {
      return;
    }
    voidAll(kind, account.id(), now);
    UUID id = Ids.next();
    sql.update(
        """
        INSERT INTO account_letter (id, person_id, kind, sent_at, expires_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        id,
        account.id(),
        kind,
        now,
        now.plus(lifetime(kind)));
    letters.queue(
        new Letter(kind, id, account.id(), account.email(), Map.of("name", account.name())));
  }

  /**
   * Whose token it is, as long as it is good.
   *
   * @throws RefusedException with TOKEN_EXPIRED where it is not, for whatever reason
   */
  UUID holder(LetterKind kind, String token) {
    UUID id = tokens.subject(kind, token);
    UUID person =
        id == null
            ? null
            : sql.first(
                """
                SELECT person_id FROM account_letter
                WHERE id = ? AND kind = ? AND used_at IS NULL AND voided_at IS NULL
                  AND expires_at > ?
                """,
                row -> Rows.uuid(row, "person_id"),
                id,
                kind,
                clock.instant());
    if (person == null) {
      throw expired();
    }
    return person;
  }

  /**
   * Uses a token up; of several who try at once, one gets through.
   *
   * @throws RefusedException with TOKEN_EXPIRED for the others
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void use(LetterKind kind, String token) {
    Instant now = clock.instant();
    UUID id = tokens.subject(kind, token);
    int used =
        id == null
            ? 0
            : sql.update(
                """
                UPDATE account_letter SET used_at = ?
                WHERE id = ? AND kind = ? AND used_at IS NULL AND voided_at IS NULL
                  AND expires_at > ?
                """,
                now,
                id,
                kind,
                now);
    if (used == 0) {
      throw expired();
    }
  }

  /** Whatever letters of the kind are about are good no more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void voidAll(LetterKind kind, UUID personId) {
    voidAll(kind, personId, clock.instant());
  }

  /** Forgets what letters were about. */
  void deleteAll(UUID personId) {
    sql.update("DELETE FROM account_letter WHERE person_id = ?", personId);
  }

  /** Forgets what expired long ago. */
  int sweep() {
    return sql.update(
        "DELETE FROM account_letter WHERE expires_at < ?", clock.instant().minus(KEEP));
  }

  private void voidAll(LetterKind kind, UUID personId, Instant now) {
    sql.update(
        """
        UPDATE account_letter SET voided_at = ?
        WHERE person_id = ? AND kind = ? AND used_at IS NULL AND voided_at IS NULL
        """,
        now,
        personId,
        kind);
  }

  private Duration lifetime(LetterKind kind) {
    return switch (kind) {
      case VERIFY_EMAIL -> configuration.verificationLifetime();
      case RESET_PASSWORD -> configuration.resetLifetime();
      default -> Duration.ZERO;
    };
  }

  private static RefusedException expired() {
    return RefusedException.of(
        UserErrorCode.TOKEN_EXPIRED,
        "The letter's link was used, is too old or was replaced by a newer one. Ask for another.",
        "input",
        "token");
  }
}
