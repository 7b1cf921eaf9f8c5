package app.countersign.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.PageRequest;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.TagName;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
class AnnotationDeskTest {
  @Inject DeskFixture desk;
  @Inject AnnotationDesk annotations;
  @Inject NoteRepository notes;
  @Inject TagRepository tags;

  private Actor operator;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
  }

  @Test
  void notesStandBesideTheItemNewestFirst() {
    Recommendation item = desk.item();
    Note first = annotations.addNote(operator, item.id(), " Call the bank. ");
    desk.clock().advance(Duration.ofSeconds(1));
    Note second = annotations.addNote(operator, item.id(), "They agree.");

    assertThat(first)
        .isEqualTo(
            new Note(
                first.id(),
                item.id(),
                operator.id(),
                operator.name(),
                "Call the bank.",
                desk.clock().instant().minusSeconds(1)));
    assertThat(
            Objects.requireNonNull(
                    notes
                        .pagesByRecommendation(Set.of(item.id()), PageRequest.first(5))
                        .get(item.id()))
                .items())
        .containsExactly(second, first);
    assertThat(notes.byIds(Set.of(first.id()))).containsOnlyKeys(first.id());
    assertThat(desk.read(item.id())).isEqualTo(item);
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "ADD_NOTE", "ADD_NOTE");
    assertThat(desk.lastEntry(item.id()))
        .isEqualTo(
            "nothing -> {\"text\": \"They agree.\", \"noteId\": \"%s\"}".formatted(second.id()));
  }

  @Test
  void aBlankOrTooLongNoteOrOneBesideNothingIsRefused() {
    Recommendation item = desk.item();

    assertThat(desk.refusal(() -> annotations.addNote(operator, item.id(), " \n\t ")))
        .isEqualTo(Refusal.InvalidInput.of("text", "The note must not be blank."));
    assertThat(desk.refusal(() -> annotations.addNote(operator, item.id(), "n".repeat(5001))))
        .isEqualTo(
            Refusal.InvalidInput.of(
                "text", "The note must have 1 to 5,000 characters, not 5,001."));
    assertThat(desk.refusal(() -> annotations.addNote(operator, Ids.next(), "Hello.")))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }

  @Test
  void aTagIsPutOnOnceAndTakenOffOnce() {
    Recommendation item = desk.item();

    annotations.addTag(operator, item.id(), TagName.TONE_CONCERN);
    annotations.addTag(operator, item.id(), TagName.TONE_CONCERN);
    annotations.addTag(operator, item.id(), TagName.EDGE_CASE);
    List<Tag> both =
        Objects.requireNonNull(tags.byRecommendation(Set.of(item.id())).get(item.id()));
    annotations.removeTag(operator, item.id(), TagName.TONE_CONCERN);
    Recommendation same = annotations.removeTag(operator, item.id(), TagName.TONE_CONCERN);

    assertThat(both)
        .containsExactly(
            new Tag(item.id(), TagName.EDGE_CASE, operator.name(), desk.clock().instant()),
            new Tag(item.id(), TagName.TONE_CONCERN, operator.name(), desk.clock().instant()));
    assertThat(tags.byRecommendation(Set.of(item.id())).get(item.id()))
        .extracting(Tag::name)
        .containsExactly(TagName.EDGE_CASE);
    assertThat(same).isEqualTo(item);
    assertThat(desk.actions(item.id()))
        .containsExactly("CREATE", "ADD_TAG", "ADD_TAG", "REMOVE_TAG");
  }

  @Test
  void nothingCanBeTaggedThatIsNotThere() {
    assertThat(desk.refusal(() -> annotations.addTag(operator, Ids.next(), TagName.EDGE_CASE)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
    assertThat(desk.refusal(() -> annotations.removeTag(operator, Ids.next(), TagName.EDGE_CASE)))
        .isEqualTo(new Refusal.NotFound("recommendationId"));
  }
}
