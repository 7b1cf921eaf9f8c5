package app.countersign.letter;

import app.countersign.delivery.AddressedMessage;
import app.countersign.delivery.Outbox;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues letters in the transaction that decides them, and takes them back. */
@Singleton
public class Letters {
  private static final int LONGEST_FACT = 300;

  private final Outbox outbox;
  private final Wishes wishes;
  private final Sql sql;
  private final @Nullable NoticeBoard notices;
  private final Templates templates;

  Letters(
      Outbox outbox, Wishes wishes, Sql sql, @Nullable NoticeBoard notices, Templates templates) {
    this.outbox = outbox;
    this.wishes = wishes;
    this.sql = sql;
    this.notices = notices;
    this.templates = templates;
  }

  /**
   * Queues a letter. One that is not necessary goes only to a customer who wants it; a price alert
   * is put up in the customer's own chat too, where notices are wanted.
   *
   * @throws IllegalArgumentException where a fact is missing that the kind of letter tells, or a
   *     letter that is not necessary has no person
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void queue(Letter letter) {
    Map<String, String> facts = facts(letter);
    if (!letter.kind().isNecessary()) {
      UUID personId = letter.personId();
      if (personId == null) {
        throw new IllegalArgumentException(letter + " goes to nobody who could want it");
      }
      tell(letter.kind(), personId, facts);
      if (!wishes.wantsLetter(letter.kind(), personId)) {
        return;
      }
    }
    outbox.enqueue(
        new AddressedMessage(
            letter.kind().name(),
            letter.subjectId(),
            userId(letter.personId()),
            letter.address(),
            facts));
  }

  /**
   * Takes letters back that have not gone out, for example when an invitation is withdrawn.
   *
   * @return how many there were
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int cancel(LetterKind kind, UUID subjectId) {
    return outbox.cancelLetters(kind.name(), subjectId);
  }

  private void tell(LetterKind kind, UUID personId, Map<String, String> facts) {
    String text = templates.notice(kind, facts);
    if (notices != null && text != null && wishes.wantsNotice(kind, personId)) {
      notices.post(personId, text);
    }
  }

  private @Nullable String userId(@Nullable UUID personId) {
    return personId == null
        ? null
        : sql.first(
            "SELECT user_id FROM customer WHERE person_id = ?",
            row -> Rows.text(row, "user_id"),
            personId);
  }

  private static Map<String, String> facts(Letter letter) {
    Map<String, String> facts = new TreeMap<>();
    for (String name : letter.kind().facts()) {
      String value = letter.facts().get(name);
      if (value == null) {
        throw new IllegalArgumentException(letter + " does not say " + name);
      }
      facts.put(name, Templates.oneLine(value, LONGEST_FACT));
    }
    return facts;
  }
}
