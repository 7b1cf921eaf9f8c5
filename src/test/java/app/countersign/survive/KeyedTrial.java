package app.countersign.survive;

import app.countersign.survive.Desk.Person;
import app.countersign.survive.KeyedMutation.Call;
import app.countersign.testing.process.Caller;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Who calls whom, and what is found. */
record KeyedTrial(
    Desk desk, Person person, List<URI> servers, Connection connection, Findings findings) {
  private static final int CALLERS = 50;
  private static final String UNDO =
      """
      mutation($input: UndoDecisionInput!) { undoDecision(input: $input) {
        recommendation { version } userErrors { code message } } }
      """;

  /** A call of its own items. */
  Call call(KeyedMutation mutation, String name, boolean hasKey) throws SQLException {
    return mutation.call(name, desk.items("for " + name, mutation.items()), hasKey);
  }

  /** Many call at once. */
  void crowd(int round) throws Exception {
    for (KeyedMutation mutation : KeyedMutation.values()) {
      Call call = call(mutation, "crowd %s %d".formatted(mutation, round), true);
      Map<String, Integer> answers = crowd(call);
      findings.hold(answers.size() == 1, call + " got " + answers.size() + " answers: " + answers);
      isOnce(call);
    }
  }

  private Map<String, Integer> crowd(Call call) throws Exception {
    CountDownLatch gun = new CountDownLatch(1);
    List<Future<String>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < CALLERS; number++) {
        URI server = servers.get(number % servers.size());
        Callable<String> caller =
            () -> {
              gun.await();
              return answer(server, call);
            };
        running.add(threads.submit(caller));
      }
      gun.countDown();
    }
    Map<String, Integer> answers = new LinkedHashMap<>();
    for (Future<String> answer : running) {
      answers.merge(answer.get(), 1, Integer::sum);
    }
    return answers;
  }

  /** The answer is lost on the way, and then asked for again. */
  void swallow(int round) throws Exception {
    for (KeyedMutation mutation : KeyedMutation.values()) {
      Call call = call(mutation, "swallowed %s %d".formatted(mutation, round), true);
      URI first = servers.get(round % servers.size());
      String swallowed;
      try (Swallower swallower = Swallower.before(first)) {
        String lost = answerOrNull(swallower.uri(), call);
        findings.hold(lost == null, call + " was answered through the swallower: " + lost);
        swallowed = swallower.swallowed().take();
      }
      for (URI server : servers) {
        String repeated = answer(server, call);
        findings.hold(
            repeated.equals(swallowed),
            "%s was answered %s, and repeated %s".formatted(call, swallowed, repeated));
      }
      isOnce(call);
    }
  }

  /** What was done is taken back; the key still gives its first answer, and only for its input. */
  void goOn(int round) throws Exception {
    Call call = call(KeyedMutation.APPROVE, "gone on " + round, true);
    String first = answer(servers.getFirst(), call);
    try (Caller caller = new Caller(servers.getLast(), person.token())) {
      caller.ask(UNDO, Map.of("input", Map.of("recommendationId", call.items().getFirst()))).done();
    }
    String before = call.effect(connection);
    String repeated = answer(servers.getLast(), call);
    findings.hold(
        repeated.equals(first), "%s was answered %s, and now %s".formatted(call, first, repeated));
    Call other =
        KeyedMutation.APPROVE.call(call.name(), desk.items("other " + call.name(), 1), true);
    String reused = answer(servers.getLast(), other);
    findings.hold(
        reused.contains("KEY_REUSED"), call + " with another item was answered " + reused);
    String untouched = other.effect(connection);
    findings.hold(
        untouched.startsWith("1 items at version 1, 1 entries, 0 decisions"),
        call + " with another item left " + untouched);
    String after = call.effect(connection);
    findings.hold(
        after.equals(before), "%s repeated: was %s, is %s".formatted(call, before, after));
  }

  /** What has no key must be seen to be carried out more than once. */
  void withoutKey() throws Exception {
    for (KeyedMutation mutation :
        List.of(KeyedMutation.CLAIM, KeyedMutation.ADD_NOTE, KeyedMutation.SUBMIT)) {
      Call call = call(mutation, "without " + mutation, false);
      Map<String, Integer> answers = crowd(call);
      String effect = call.effect(connection);
      findings.hold(
          answers.size() > 1 && !call.isOnce(effect),
          "not found where there was no key: %s, %s".formatted(call, effect));
      findings.figure("without a key, " + mutation, answers.size() + " answers, " + effect);
    }
  }

  void isOnce(Call call) throws SQLException {
    String effect = call.effect(connection);
    findings.hold(
        call.isOnce(effect),
        "%s: expected %s, got %s".formatted(call, call.mutation().once(), effect));
  }

  boolean isKept(Call call) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT FROM idempotency_key WHERE key = ?")) {
      statement.setString(1, call.name());
      try (ResultSet kept = statement.executeQuery()) {
        return kept.next();
      }
    }
  }

  String answer(URI server, Call call) throws IOException {
    try (Caller caller = new Caller(server, person.token())) {
      Caller.Answer answer = caller.send(call.request());
      return answer.error() == null && answer.refusal() == null
          ? answer.body().toString()
          : answer.status() + " " + answer.body();
    }
  }

  @Nullable String answerOrNull(URI server, Call call) {
    try {
      return answer(server, call);
    } catch (IOException lost) {
      return null;
    }
  }
}
