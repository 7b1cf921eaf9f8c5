package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.survive.Desk.Person;
import app.countersign.survive.KeyedMutation.Call;
import app.countersign.testing.process.Caller;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that is repeated with its key is carried out once, whatever happened to its answer. */
final class Idempotency implements Promise {
  private static final String DATABASE = "idempotency";
  private static final int CALLERS = 50;

  @Override
  public String words() {
    return "idempotency: one key, one effect, and the first answer again";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    ServerProcess.Start start = stage.start(DATABASE, Map.of());
    CompletableFuture<ServerProcess> starting =
        CompletableFuture.supplyAsync(() -> server(start, 0));
    try (ServerProcess doomed = server(start, 0);
        ServerProcess steady = starting.join();
        Connection connection = stage.cluster().connect(DATABASE)) {
      Desk desk = Desk.open(stage, DATABASE, steady.uri());
      Trial trial =
          new Trial(
              desk,
              desk.person(Role.SENIOR_OPERATOR),
              List.of(steady.uri(), doomed.uri()),
              connection,
              findings);
      for (int round = 0; round < stage.scale().of(1, 20); round++) {
        trial.crowd(round);
        trial.swallow(round);
      }
      trial.withoutKey();
      new Kills(trial, start, stage.scale()).play(doomed);
    }
  }

  /** On a port that is free where none is named. */
  static ServerProcess server(ServerProcess.Start start, int port) {
    try {
      return port == 0 ? ServerProcess.start(start) : ServerProcess.start(start, port);
    } catch (Exception failure) {
      throw new IllegalStateException("a server does not start", failure);
    }
  }

  /** Who calls whom, and what is found. */
  record Trial(
      Desk desk, Person person, List<URI> servers, Connection connection, Findings findings) {

    /** A call of its own items. */
    Call call(KeyedMutation mutation, String name, boolean hasKey) throws SQLException {
      return mutation.call(name, desk.items("for " + name, mutation.items()), hasKey);
    }

    /** Many call at once. */
    private void crowd(int round) throws Exception {
      for (KeyedMutation mutation : KeyedMutation.values()) {
        Call call = call(mutation, "crowd %s %d".formatted(mutation, round), true);
        Map<String, Integer> answers = crowd(call);
        findings.hold(
            answers.size() == 1, call + " got " + answers.size() + " answers: " + answers);
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

    /** The answer is lost on the way, and then asked for again, after all else has gone on. */
    private void swallow(int round) throws Exception {
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

    /** What has no key must be seen to be carried out more than once. */
    private void withoutKey() throws Exception {
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

  /** One of the servers is killed while it carries out many calls, which are then repeated. */
  private record Kills(Trial trial, ServerProcess.Start start, Scale scale) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    void play(ServerProcess first) throws Exception {
      Random random = new Random(1);
      Map<String, Integer> ends = new HashMap<>();
      ServerProcess doomed = first;
      int rounds = scale.of(1, 20);
      for (int round = 0; round < rounds; round++) {
        List<Call> calls = calls(round);
        Map<Call, String> answered = killed(doomed, calls, random);
        CompletableFuture<ServerProcess> again = null;
        if (round + 1 < rounds) {
          int port = doomed.uri().getPort();
          again = CompletableFuture.supplyAsync(() -> server(start, port));
        }
        repeat(calls, answered, ends);
        doomed = again == null ? doomed : again.join();
        for (Call call : again == null ? List.<Call>of() : calls) {
          String steady = trial.answer(trial.servers().getFirst(), call);
          String restarted = trial.answer(doomed.uri(), call);
          trial
              .findings()
              .hold(
                  steady.equals(restarted),
                  "%s is %s here and %s where it was killed".formatted(call, steady, restarted));
        }
      }
      trial.findings().figure("calls at a server that is killed", ends.toString());
    }

    private List<Call> calls(int round) throws SQLException {
      List<Call> calls = new ArrayList<>();
      for (int number = 0; number < scale.of(2, 8); number++) {
        for (KeyedMutation mutation : KeyedMutation.values()) {
          calls.add(
              trial.call(mutation, "killed %s %d.%d".formatted(mutation, round, number), true));
        }
      }
      return calls;
    }

    /** What was answered before it was killed, which it is at some number of answers. */
    private Map<Call, String> killed(ServerProcess doomed, List<Call> calls, Random random)
        throws Exception {
      CountDownLatch answers = new CountDownLatch(random.nextInt(calls.size() - 2));
      Map<Call, Future<@Nullable String>> running = new LinkedHashMap<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Call call : calls) {
          Callable<@Nullable String> caller =
              () -> {
                String answer = trial.answerOrNull(doomed.uri(), call);
                answers.countDown();
                return answer;
              };
          running.put(call, threads.submit(caller));
        }
        answers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Thread.sleep(random.nextInt(20));
        doomed.kill();
      }
      Map<Call, String> answered = new HashMap<>();
      for (Map.Entry<Call, Future<@Nullable String>> one : running.entrySet()) {
        String answer = one.getValue().get();
        if (answer != null) {
          answered.put(one.getKey(), answer);
        }
      }
      return answered;
    }

    private void repeat(List<Call> calls, Map<Call, String> answered, Map<String, Integer> ends)
        throws Exception {
      for (Call call : calls) {
        String before = answered.get(call);
        boolean isKept = trial.isKept(call);
        ends.merge(
            before != null ? "answered" : isKept ? "committed, not answered" : "not committed",
            1,
            Integer::sum);
        String repeated = trial.answer(trial.servers().getFirst(), call);
        trial
            .findings()
            .hold(
                before == null || repeated.equals(before),
                "%s was answered %s, and repeated %s".formatted(call, before, repeated));
        String oncemore = trial.answer(trial.servers().getFirst(), call);
        trial
            .findings()
            .hold(
                repeated.equals(oncemore),
                "%s repeated is %s, and again %s".formatted(call, repeated, oncemore));
        trial.isOnce(call);
      }
    }
  }
}
