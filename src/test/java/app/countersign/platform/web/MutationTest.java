package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.graphql.IdempotencyKeys;
import app.countersign.platform.web.TestClient.Answer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(environments = "platform", transactional = false)
class MutationTest {
  private static final String ADD =
      "mutation($input: AddNoteInput!) { addNote(input: $input) { note { id text amount }"
          + " userErrors { code message path currentVersion currentStatus } } }";

  private final TestClient client;
  private final TestLibrary library;
  private final IdempotencyKeys keys;

  MutationTest(EmbeddedServer server, TestLibrary library, IdempotencyKeys keys) {
    this.client = new TestClient(server.getURI());
    this.library = library;
    this.keys = keys;
  }

  @Test
  void whatWasDoneIsAnsweredAndKept() {
    int before = library.countNotes();

    Answer answer = add("operator", Map.of("text", "seen", "amount", "12.50"));

    assertThat(answer.data().at("/addNote/note/text").asText()).isEqualTo("seen");
    assertThat(answer.data().at("/addNote/note/amount").asText()).isEqualTo("12.50");
    assertThat(answer.data().at("/addNote/userErrors")).isEmpty();
    assertThat(library.countNotes()).isEqualTo(before + 1);
  }

  @Test
  void whoMayNotDoesNot() {
    int before = library.attempts.get();

    Answer anonymous = add("", Map.of("text", "x"));
    Answer wrongRole = add("analyst", Map.of("text", "x"));

    assertThat(anonymous.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(wrongRole.code()).isEqualTo("FORBIDDEN");
    assertThat(library.attempts.get()).isEqualTo(before);
  }

  @Test
  void aRefusalRollsEverythingBack() {
    int before = library.countNotes();

    Answer answer = add("operator", Map.of("text", "x", "refuse", true, "idempotencyKey", "again"));
    Answer mended = add("operator", Map.of("text", "x", "idempotencyKey", "again"));

    assertThat(answer.json().has("errors")).isFalse();
    assertThat(answer.data().path("addNote").toString())
        .isEqualTo(
            "{\"note\":null,\"userErrors\":[{\"code\":\"STALE_VERSION\",\"message\":\"It has moved"
                + " on.\","
                + "\"path\":[\"input\",\"text\"],\"currentVersion\":4,\"currentStatus\":\"APPROVED\"}]}");
    assertThat(mended.data().at("/addNote/note/text").asText()).isEqualTo("x");
    assertThat(library.countNotes()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"bug, INTERNAL", "away, UNAVAILABLE", "cancelled, TIMEOUT"})
  void aFailureRollsEverythingBack(String how, String code) {
    int before = library.countNotes();

    Answer answer = add("operator", Map.of("text", "x", "fail", how));

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().at("/errors/0/path").toString()).isEqualTo("[\"addNote\"]");
    assertThat(library.countNotes()).isEqualTo(before);
  }

  @Test
  void whatIsDoneTooLateIsNotDone() {
    int before = library.countNotes();

    Answer answer = add("operator", Map.of("text", "x", "fail", "late"));

    assertThat(answer.code()).isEqualTo("TIMEOUT");
    assertThat(library.countNotes()).isEqualTo(before);
  }

  @Test
  void aTransactionInTheWayIsTriedAgain() {
    int notes = library.countNotes();
    int attempts = library.attempts.get();

    Answer answer = add("operator", Map.of("text", "x", "fail", "conflict twice"));

    assertThat(answer.json().has("errors")).isFalse();
    assertThat(library.attempts.get()).isEqualTo(attempts + 3);
    assertThat(library.countNotes()).isEqualTo(notes + 1);
  }

  @Test
  void aTransactionThatStaysInTheWayIsGivenUp() {
    int notes = library.countNotes();
    int attempts = library.attempts.get();

    Answer answer = add("operator", Map.of("text", "x", "fail", "deadlock"));

    assertThat(answer.code()).isEqualTo("UNAVAILABLE");
    assertThat(library.attempts.get()).isEqualTo(attempts + 4);
    assertThat(library.countNotes()).isEqualTo(notes);
  }

  @ParameterizedTest
  @CsvSource({
    "subjectId, not-an-id, NOT_FOUND, There is nothing with this id.",
    "idempotencyKey, ' ', INVALID_INPUT, An idempotency key has 1 to 200 characters."
  })
  void aValueThatDoesNotBindIsAUserErrorWithItsPlace(
      String field, String value, String code, String message) {
    int before = library.attempts.get();

    Answer answer = add("operator", Map.of("text", "x", field, value));

    assertThat(answer.data().at("/addNote/userErrors/0/code").asText()).isEqualTo(code);
    assertThat(answer.data().at("/addNote/userErrors/0/message").asText()).isEqualTo(message);
    assertThat(answer.data().at("/addNote/userErrors/0/path").toString())
        .isEqualTo("[\"input\",\"" + field + "\"]");
    assertThat(library.attempts.get()).isEqualTo(before);
  }

  @Test
  void theSameKeyAndInputGiveTheFirstAnswerAgain() {
    Map<String, Object> input =
        new TreeMap<>(Map.of("text", "once", "amount", "1.10", "idempotencyKey", "k1"));
    int before = library.countNotes();

    Answer first = add("operator-1", input);
    Answer second = add("operator-1", input);
    Answer other = add("operator-2", input);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(other.data().at("/addNote/note/id"))
        .isNotEqualTo(first.data().at("/addNote/note/id"));
    assertThat(library.countNotes()).isEqualTo(before + 2);
  }

  @Test
  void theSameKeyWithAnotherInputIsRefused() {
    add("operator", Map.of("text", "one", "idempotencyKey", "k2"));
    int before = library.countNotes();

    Answer answer = add("operator", Map.of("text", "two", "idempotencyKey", "k2"));

    assertThat(answer.data().at("/addNote/userErrors/0/code").asText()).isEqualTo("KEY_REUSED");
    assertThat(answer.data().at("/addNote/userErrors/0/path").toString())
        .isEqualTo("[\"input\",\"idempotencyKey\"]");
    assertThat(library.countNotes()).isEqualTo(before);
  }

  @Test
  void fiftyCallersWithOneKeyHaveOneEffectAndOneAnswer() throws Exception {
    int before = library.countNotes();

    List<String> answers =
        all(50, () -> add("operator", Map.of("text", "race", "idempotencyKey", "k3")).text());

    assertThat(answers).hasSize(50).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).contains("\"text\":\"race\"");
    assertThat(library.countNotes()).isEqualTo(before + 1);
  }

  @Test
  void keysAreForgottenAfterTheirTime() {
    add("operator", Map.of("text", "old", "idempotencyKey", "k4"));
    int before = library.countNotes();

    int tooEarly = keys.purge(Instant.now().minus(7, ChronoUnit.DAYS));
    int purged = keys.purge(Instant.now().plusSeconds(1));
    add("operator", Map.of("text", "other", "idempotencyKey", "k4"));

    assertThat(tooEarly).isZero();
    assertThat(purged).isPositive();
    assertThat(library.countNotes()).isEqualTo(before + 1);
  }

  @Test
  void mutationsRunOneAfterTheOther() {
    Answer answer =
        client.ask(
            "operator",
            "mutation { a: addNote(input: {text: \"1\"}) { note { text } } b: addNote(input: {text:"
                + " \"2\", refuse: true}) { note { text } userErrors { code } } c: addNote(input:"
                + " {text: \"3\"}) { note { text } } }");

    assertThat(answer.data().toString())
        .isEqualTo(
            "{\"a\":{\"note\":{\"text\":\"1\"}},"
                + "\"b\":{\"note\":null,\"userErrors\":[{\"code\":\"STALE_VERSION\"}]},"
                + "\"c\":{\"note\":{\"text\":\"3\"}}}");
  }

  @Test
  void whatAMutationChangedIsLoadedAfterIt() {
    library.loads.clear();

    Answer answer =
        client.ask(
            "operator",
            "mutation { a: addNote(input: {text: \"1\"}) { note { author { name mentor { name } } }"
                + " } b: addNote(input: {text: \"2\"}) { note { author { name mentor { name } } } }"
                + " }");

    assertThat(answer.data().path("a").toString())
        .isEqualTo("{\"note\":{\"author\":{\"name\":\"Bea\",\"mentor\":{\"name\":\"Ada\"}}}}");
    assertThat(answer.data().path("b")).isEqualTo(answer.data().path("a"));
    assertThat(library.loads).containsExactly("authors", "authors", "authors", "authors");
  }

  @Test
  void signingInIsForEverybody() {
    String query =
        "mutation($e: String!) { signIn(input: {email: $e}) { token userErrors { code path } } }";

    assertThat(client.ask("", query, Map.of("e", "kim@example.org")).text())
        .isEqualTo("{\"data\":{\"signIn\":{\"token\":\"token\",\"userErrors\":[]}}}");
    assertThat(client.ask("", query, Map.of("e", "eve@example.org")).text())
        .isEqualTo(
            "{\"data\":{\"signIn\":{\"token\":null,\"userErrors\":"
                + "[{\"code\":\"SIGN_IN_FAILED\",\"path\":[\"input\",\"email\"]}]}}}");
  }

  @Test
  void aSecretIsAnsweredOnceAndNotKept() {
    Answer answer = client.ask("admin", "mutation { makeToken(input: {name: \"ci\"}) { secret } }");

    assertThat(answer.data().at("/makeToken/secret").asText()).isEqualTo("secret of ci");
  }

  private Answer add(String token, Map<String, ?> input) {
    return client.ask(token, ADD, Map.of("input", input));
  }

  private static List<String> all(int count, Callable<String> work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        calls.add(work);
      }
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
