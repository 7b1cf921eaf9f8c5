package app.countersign.survive;

import app.countersign.survive.KeyedMutation.Call;
import app.countersign.testing.process.ServerProcess;
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

/** One of the servers is killed while it carries out many calls, which are then repeated. */
record KilledCalls(KeyedTrial trial, ServerProcess.Start start, Scale scale) {
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
        again = CompletableFuture.supplyAsync(() -> Idempotency.server(start, port));
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
        calls.add(trial.call(mutation, "killed %s %d.%d".formatted(mutation, round, number), true));
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
