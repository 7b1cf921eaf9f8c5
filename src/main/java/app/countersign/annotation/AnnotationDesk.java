package app.countersign.annotation;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import app.countersign.recommendation.TagName;
import app.countersign.recommendation.TextRule;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Writes notes, puts tags on and takes them off. Every refusal is a {@link RefusedByDesk}. */
@Singleton
public class AnnotationDesk {
  private static final Refusal NO_SUCH_ITEM = new Refusal.NotFound("recommendationId");

  private final NoteRepository notes;
  private final TagRepository tags;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Clock clock;

  AnnotationDesk(
      NoteRepository notes,
      TagRepository tags,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Clock clock) {
    this.notes = notes;
    this.tags = tags;
    this.recommendations = recommendations;
    this.audit = audit;
    this.clock = clock;
  }

  /** Writes a note of 1 to 5,000 characters. */
  @Transactional
  public Note addNote(Actor actor, UUID recommendationId, String text) {
    String trimmed = TextRule.trim(text);
    String fault = TextRule.NOTE.fault(trimmed);
    if (fault != null) {
      throw new RefusedByDesk(Refusal.InvalidInput.of("text", fault));
    }
    Note note =
        new Note(Ids.next(), recommendationId, actor.id(), actor.name(), trimmed, clock.instant());
    String userId = notes.insert(note);
    if (userId == null) {
      throw new RefusedByDesk(NO_SUCH_ITEM);
    }
    audit.record(
        actor,
        AuditEvent.ofRecommendation(
            recommendationId,
            userId,
            AuditAction.ADD_NOTE,
            null,
            null,
            Map.of("noteId", note.id(), "text", trimmed)));
    return note;
  }

  /** Puts a tag on; once is enough. */
  @Transactional
  public Recommendation addTag(Actor actor, UUID recommendationId, TagName name) {
    Recommendation item = require(recommendationId);
    if (tags.add(recommendationId, name, actor, clock.instant())) {
      audit.record(
          actor,
          AuditEvent.ofRecommendation(
              recommendationId,
              item.userId(),
              AuditAction.ADD_TAG,
              null,
              null,
              Map.of("tag", name)));
    }
    return item;
  }

  /** Takes a tag off; what is not on stays off. */
  @Transactional
  public Recommendation removeTag(Actor actor, UUID recommendationId, TagName name) {
    Recommendation item = require(recommendationId);
    if (tags.remove(recommendationId, name)) {
      audit.record(
          actor,
          AuditEvent.ofRecommendation(
              recommendationId,
              item.userId(),
              AuditAction.REMOVE_TAG,
              null,
              Map.of("tag", name),
              null));
    }
    return item;
  }

  private Recommendation require(UUID id) {
    Recommendation item = recommendations.find(id);
    if (item == null) {
      throw new RefusedByDesk(NO_SUCH_ITEM);
    }
    return item;
  }
}
