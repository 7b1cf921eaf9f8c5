package app.countersign.inbox;

import app.countersign.audit.AuditEvent;
import app.countersign.delivery.Delivery;
import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.DeliveryListener;
import app.countersign.inbox.DeliveredRecommendation.Words;
import app.countersign.inbox.InboxRepository.Reader;
import app.countersign.letter.Letter;
import app.countersign.letter.LetterKind;
import app.countersign.letter.Letters;
import app.countersign.letter.NoticeBoard;
import app.countersign.platform.db.Json;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/**
 * Puts a delivered recommendation into the customer's own chat, and queues a letter about it where
 * letters are wanted: both with the delivery or not at all.
 */
@Singleton
class RecommendationNotice implements DeliveryListener {
  private final InboxRepository inbox;
  private final NoticeBoard notices;
  private final Letters letters;

  RecommendationNotice(InboxRepository inbox, NoticeBoard notices, Letters letters) {
    this.inbox = inbox;
    this.notices = notices;
    this.letters = letters;
  }

  @Override
  public void delivered(Delivery delivery) {
    if (delivery.channel() == DeliveryChannel.EMAIL
        || !delivery.subjectType().equals(AuditEvent.RECOMMENDATION)) {
      return;
    }
    Reader reader = inbox.reader(delivery.userId());
    if (reader == null) {
      return;
    }
    Words words = Json.read(delivery.payload(), Words.class);
    letters.queue(
        new Letter(
            LetterKind.RECOMMENDATION,
            delivery.subjectId(),
            reader.personId(),
            reader.email(),
            Map.of("title", words.title())));
    UUID messageId = notices.post(reader.personId(), text(words));
    inbox.connect(delivery.id(), messageId);
  }

  /** Whole in itself, for clients that show texts only. */
  private static String text(Words words) {
    return "Approved for you: %s\n\n%s\n\n%s"
        .formatted(words.title(), words.rationale(), words.disclaimer());
  }
}
