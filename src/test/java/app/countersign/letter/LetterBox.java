package app.countersign.letter;

import app.countersign.delivery.Carrier;
import app.countersign.delivery.Delivery;
import app.countersign.delivery.Postman;
import app.countersign.delivery.Postmen;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.review.DeskFixture;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues letters, and sends them by a way out of the test's own. */
@Singleton
@Requires(property = "countersign.test.clock")
class LetterBox {
  private final Letters letters;
  private final Templates templates;
  private final LetterTokens tokens;
  private final Wishes wishes;
  private final Postmen postmen;
  private final DeskFixture desk;
  private final TransactionOperations<Connection> transactions;

  LetterBox(
      Letters letters,
      Templates templates,
      LetterTokens tokens,
      Wishes wishes,
      Postmen postmen,
      DeskFixture desk,
      TransactionOperations<Connection> transactions) {
    this.letters = letters;
    this.templates = templates;
    this.tokens = tokens;
    this.wishes = wishes;
    this.postmen = postmen;
    this.desk = desk;
    this.transactions = transactions;
  }

  /** A server that sends that way. */
  Postman server(Mailer mailer) {
    MailConfiguration configuration = configuration(8);
    Composer composer =
        new Composer(templates, tokens, configuration, "https://money.example/", desk.clock());
    Carrier carrier = new LetterCarrier(configuration, wishes, composer, mailer);
    return postmen.with(carrier);
  }

  /** A server that sends by SMTP. */
  Postman server(String smtpUrl) {
    return server(
        new SmtpMailer(SmtpServer.of(smtpUrl), Duration.ofSeconds(2), "countersign.example", null));
  }

  static MailConfiguration configuration(int connections) {
    return new MailConfiguration(
        null,
        null,
        "hello@countersign.example",
        "Countersign",
        Duration.ofSeconds(2),
        connections,
        Duration.ofSeconds(1));
  }

  /** Queues a letter about something new. */
  UUID queue(LetterKind kind, @Nullable UUID personId, String address, Map<String, String> facts) {
    UUID subjectId = Ids.next();
    queue(new Letter(kind, subjectId, personId, address, facts));
    return subjectId;
  }

  void queue(Letter letter) {
    inTransaction(() -> letters.queue(letter));
  }

  void inTransaction(Runnable work) {
    transactions.executeWrite(
        status -> {
          work.run();
          return true;
        });
  }

  Delivery about(UUID subjectId) {
    return postmen.about(subjectId);
  }

  String token(LetterKind kind, UUID subjectId) {
    return tokens.token(kind, subjectId);
  }

  int mostAttempts() {
    return postmen.mostAttempts();
  }

  /** Leaves nothing of another test waiting. */
  void clear() {
    desk.sql()
        .update(
            """
            UPDATE delivery SET status = 'CANCELLED', finished_at = created_at, address = NULL
            WHERE status = 'QUEUED'
            """);
  }

  /** What the audit trail says of a letter. */
  List<String> audited(UUID deliveryId) {
    return desk.sql()
        .list(
            """
            SELECT action || ' ' || subject_type || ' ' || coalesce(user_id, 'nobody') || ' '
              || before::text || ' ' || after::text AS entry
            FROM audit_entry WHERE subject_id = ? ORDER BY sequence
            """,
            row -> Rows.text(row, "entry"),
            deliveryId.toString());
  }
}
