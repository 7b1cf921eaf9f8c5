package app.countersign.annotation;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationPayload;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.RefusalErrors;
import app.countersign.recommendation.TagName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notes and tags in the schema. */
@Singleton
class AnnotationGraphQl implements GraphQlModule {
  private final AnnotationDesk desk;
  private final NoteRepository notes;
  private final TagRepository tags;
  private final RecommendationRepository recommendations;

  AnnotationGraphQl(
      AnnotationDesk desk,
      NoteRepository notes,
      TagRepository tags,
      RecommendationRepository recommendations) {
    this.desk = desk;
    this.notes = notes;
    this.tags = tags;
    this.recommendations = recommendations;
  }

  record AddNoteInput(UUID recommendationId, String text, @Nullable String idempotencyKey) {}

  record TagInput(UUID recommendationId, TagName tag, @Nullable String idempotencyKey) {}

  record NotePayload(@Nullable Note note, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Note", Note.class)
        .batchedNullable("recommendation", Note::recommendationId, recommendations::byIds);
    wiring.type("Tag", Tag.class);
    wiring
        .type("Recommendation", Recommendation.class)
        .batchedConnection(
            "notes",
            Recommendation::id,
            (ids, page, call) -> Connection.ofAll(notes.pagesByRecommendation(ids, page)))
        .batched("tags", Recommendation::id, tags::byRecommendation);
    wiring
        .nodes("Note", Note.class, Role.ANALYST, notes::byIds)
        .mutation(
            "addNote",
            AddNoteInput.class,
            NotePayload.class,
            (actor, input) ->
                RefusalErrors.translating(
                    () ->
                        new NotePayload(
                            desk.addNote(actor, input.recommendationId(), input.text()),
                            List.of())),
            errors -> new NotePayload(null, errors))
        .mutation(
            "addTag",
            TagInput.class,
            RecommendationPayload.class,
            (actor, input) ->
                RefusalErrors.translating(
                    () ->
                        RecommendationPayload.of(
                            desk.addTag(actor, input.recommendationId(), input.tag()))),
            RecommendationPayload::refused)
        .mutation(
            "removeTag",
            TagInput.class,
            RecommendationPayload.class,
            (actor, input) ->
                RefusalErrors.translating(
                    () ->
                        RecommendationPayload.of(
                            desk.removeTag(actor, input.recommendationId(), input.tag()))),
            RecommendationPayload::refused);
  }
}
