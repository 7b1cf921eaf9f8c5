package app.countersign.testing;

import app.countersign.assistant.Question;
import app.countersign.intent.Entities;
import app.countersign.intent.IntentClassifier;
import app.countersign.intent.MessageContext;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Questions as the assistant puts them to an engine. */
public final class TestQuestions {
  private static final IntentClassifier CLASSIFIER = new IntentClassifier();

  private TestQuestions() {}

  /** Asked in the asker's own chat. */
  public static Question alone(Actor asker, String text, Instant at) {
    return of(asker, text, at, false, true);
  }

  /** Asked in a group, where the asker shares purchases, or does not. */
  public static Question inGroup(Actor asker, String text, Instant at, boolean shares) {
    return of(asker, text, at, true, shares);
  }

  private static Question of(
      Actor asker, String text, Instant at, boolean isGroup, boolean shares) {
    ZoneId zone = ZoneOffset.UTC;
    MessageContext context = new MessageContext(isGroup, List.of(asker.name()));
    return new Question(
        Ids.next(),
        Ids.next(),
        Ids.next(),
        asker,
        text,
        CLASSIFIER.classify(text, context),
        Entities.find(text, at.atZone(zone), context),
        isGroup,
        List.of(new Question.Member(asker.id(), asker.name(), shares)),
        zone,
        at,
        List.of());
  }
}
