package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.SharedAnswers.Attempt;
import app.countersign.platform.graphql.SharedAnswers.Question;
import app.countersign.testing.AtOnce;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One answer for all who ask the same of an event, unless it is somebody's own. */
class SharedAnswersTest {
  private static final Question QUESTION = new Question("subscription { a }", null, Map.of());

  private final SharedAnswers answers = new SharedAnswers();
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void whatIsAnybodysIsWorkedOutOnce() throws Exception {
    List<GraphQlAnswer> given = AtOnce.run(8, () -> ask(QUESTION, true));

    assertThat(attempts).hasValue(1);
    assertThat(given).allMatch(each -> each == given.getFirst());
  }

  @Test
  void whatIsSomebodysOwnIsWorkedOutForEach() throws Exception {
    List<GraphQlAnswer> given = AtOnce.run(8, () -> ask(QUESTION, false));

    assertThat(attempts).hasValue(8);
    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void otherQuestionsHaveOtherAnswers() throws Exception {
    GraphQlAnswer one = ask(new Question("q", null, Map.of("long", true)), true);
    GraphQlAnswer other = ask(new Question("q", null, Map.of("long", false)), true);

    assertThat(one).isNotSameAs(other);
  }

  @Test
  void ofTooManyQuestionsTheFurtherOnesAreAnsweredByThemselves() throws Exception {
    for (int i = 0; i < 64; i++) {
      ask(new Question("q" + i, null, Map.of()), true);
    }

    assertThat(ask(QUESTION, true)).isNotSameAs(ask(QUESTION, true));
    assertThat(attempts).hasValue(66);
  }

  @Test
  void aFailureIsTheFirstOnesOwn() throws Exception {
    assertThatThrownBy(
            () ->
                answers.answer(
                    QUESTION,
                    Deadline.in(Duration.ofMinutes(1)),
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(ask(QUESTION, true).hasRun()).isTrue();
  }

  @Test
  void anAnswerDependsOnTheVariablesBelowTheRootAlone() {
    assertThat(
            used(
                """
                subscription($id: ID!, $after: Int, $long: Boolean!, $size: Int) {
                  ... on Subscription { b: events(id: $id) { at } }
                  events(id: $id, after: $after) { ...Facts text @include(if: $long) }
                }
                fragment Facts on Event { image(size: $size) }
                """))
        .containsExactlyInAnyOrder("id", "long", "size");
    assertThat(used("subscription($id: ID!, $after: Int) { e(id: $id, after: $after) { at } }"))
        .isEmpty();
    assertThat(used("query($id: ID!) { e { at(id: $id) } }")).isEmpty();
  }

  private static Set<String> used(String text) {
    Document document = Parser.parse(text);
    return EventVariables.of(
        document, document.getDefinitionsOfType(OperationDefinition.class).getFirst());
  }

  private GraphQlAnswer ask(Question question, boolean isShared) throws InterruptedException {
    return answers.answer(
        question,
        Deadline.in(Duration.ofMinutes(1)),
        () -> {
          int number = attempts.incrementAndGet();
          return new Attempt(
              new GraphQlAnswer(Map.of("data", number), true, List.of(), null), isShared);
        });
  }
}
