package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.graphql.SharedAnswers.Attempt;
import app.countersign.platform.graphql.SharedAnswers.Question;
import app.countersign.testing.AtOnce;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
                Objects.requireNonNull(answers.to(QUESTION))
                    .made(
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

  @Test
  void whoeverIsNotTheFirstIsToldWhenTheAnswerIsThere() {
    SharedAnswer first = Objects.requireNonNull(answers.to(QUESTION));
    SharedAnswer second = Objects.requireNonNull(answers.to(QUESTION));
    List<GraphQlAnswer> told = new ArrayList<>();
    second.whenKnown(() -> told.add(second.answer()));

    GraphQlAnswer made = first.made(() -> attempt(true));

    assertThat(first.isMine()).isTrue();
    assertThat(second.isMine()).isFalse();
    assertThat(told).containsExactly(made);
  }

  @Test
  void anAbandonedAnswerIsMadeByEach() {
    SharedAnswer first = Objects.requireNonNull(answers.to(QUESTION));
    SharedAnswer second = Objects.requireNonNull(answers.to(QUESTION));

    first.abandon();

    assertThat(second.isKnown()).isTrue();
    assertThat(second.answer()).isNull();
    assertThat(second.made(() -> attempt(true)).hasRun()).isTrue();
  }

  /** Asks as a subscriber does: the first makes it, the others wait for it. */
  private GraphQlAnswer ask(Question question, boolean isShared) throws Exception {
    SharedAnswer shared = answers.to(question);
    if (shared == null) {
      return attempt(isShared).answer();
    }
    if (!shared.isMine()) {
      CountDownLatch known = new CountDownLatch(1);
      shared.whenKnown(known::countDown);
      assertThat(known.await(1, TimeUnit.MINUTES)).isTrue();
    }
    return shared.made(() -> attempt(isShared));
  }

  private Attempt attempt(boolean isShared) {
    int number = attempts.incrementAndGet();
    return new Attempt(new GraphQlAnswer(Map.of("data", number), true, List.of(), null), isShared);
  }
}
