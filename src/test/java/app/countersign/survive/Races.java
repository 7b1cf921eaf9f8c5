package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.survive.Desk.Person;
import app.countersign.survive.RaceAnswer.Outcome;
import app.countersign.testing.process.ServerProcess;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many at once over every way in, at two servers of one database. */
final class Races implements Promise {
  private static final String DATABASE = "races";
  private static final int FEW_MOVES = 16;
  private static final int MANY_MOVES = 8;
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

  /** Short, so that claims lapse and deliveries go out while the items are fought for. */
  private static final Map<String, String> HASTE =
      Map.of(
          "COUNTERSIGN_REVIEW_UNDO_WINDOW",
          "PT1S",
          "COUNTERSIGN_REVIEW_CLAIM_TIME",
          "PT0.3S",
          "COUNTERSIGN_DELIVERY_INTERVAL",
          "PT0.1S");

  @Override
  public String words() {
    return "races: one wins, and all that is told, stored and on record agrees";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    stage.cluster().create(DATABASE);
    try (Receiver receiver = Receiver.open()) {
      Map<String, String> posting = new HashMap<>(HASTE);
      posting.put("COUNTERSIGN_DELIVERY_WEBHOOK_URL", receiver.url());
      posting.put("COUNTERSIGN_DELIVERY_WEBHOOK_SECRET", "a secret for nothing but a harness");
      // What the first queues for the log, all write; what is posted, two post where there is time.
      List<Map<String, String>> environments = new ArrayList<>(List.of(HASTE, posting));
      environments.addAll(Collections.nCopies(stage.scale().of(0, 1), posting));
      List<CompletableFuture<ServerProcess>> starting =
          environments.stream()
              .map(each -> CompletableFuture.supplyAsync(() -> server(stage, each)))
              .toList();
      List<ServerProcess> servers = starting.stream().map(CompletableFuture::join).toList();
      try {
        race(stage, findings, servers.stream().map(ServerProcess::uri).toList(), receiver);
      } finally {
        servers.forEach(ServerProcess::close);
      }
    }
  }

  private static ServerProcess server(Stage stage, Map<String, String> environment) {
    try {
      return stage.server(DATABASE, environment);
    } catch (Exception failure) {
      throw new IllegalStateException("a server does not start", failure);
    }
  }

  private static void race(Stage stage, Findings findings, List<URI> servers, Receiver receiver)
      throws Exception {
    Desk desk = Desk.open(stage, DATABASE, servers.getFirst());
    List<Person> people = people(desk, stage.scale());
    List<String> sources = new ArrayList<>();
    List<RaceAnswer> answers = new ArrayList<>();
    long begun = System.nanoTime();
    for (int seed = 1; seed <= stage.scale().of(2, 20); seed++) {
      String source = "seed " + seed;
      int items = stage.scale().of(16, 1_000);
      RaceCourse course =
          new RaceCourse(
              desk.items(source, items), items * stage.scale().of(FEW_MOVES, MANY_MOVES));
      race(course, people, servers, seed, stage.scale().of(16, 64));
      sources.add(source);
      answers.addAll(course.answers());
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    findings.figure(
        "moves", "%,d in %.1f s: %s".formatted(answers.size(), seconds, outcomes(answers)));
    try (Connection connection = stage.cluster().connect(DATABASE)) {
      findings.hold(isDrained(connection), "deliveries still wait after " + DRAINED_WITHIN);
      judge(findings, connection, sources, answers, receiver);
      findFaults(findings, connection, stage, desk, people);
    }
  }

  /** Each acts at several places at once, under a session and under a script's token. */
  private static List<Person> people(Desk desk, Scale scale) throws Exception {
    List<Person> people = new ArrayList<>();
    people.add(desk.administrator());
    people.addAll(desk.people(Role.SENIOR_OPERATOR, scale.of(1, 8)));
    people.addAll(desk.people(Role.OPERATOR, scale.of(2, 14)));
    people.add(desk.script(people.getLast(), Role.OPERATOR));
    people.add(desk.script(people.get(1), Role.SENIOR_OPERATOR));
    people.add(desk.script(people.getFirst(), Role.ANALYST));
    return people;
  }

  private static void race(
      RaceCourse course, List<Person> people, List<URI> servers, long seed, int threads)
      throws Exception {
    List<Racer> racers =
        IntStream.range(0, threads)
            .mapToObj(
                number ->
                    new Racer(course, people.get(number % people.size()), servers, seed, number))
            .toList();
    try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> racer : running.invokeAll(racers)) {
        racer.get();
      }
    }
    for (Racer racer : racers) {
      racer.close();
    }
  }

  private static Map<String, Integer> outcomes(List<RaceAnswer> answers) {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (RaceAnswer answer : answers) {
      String code = answer.code() == null ? answer.outcome().toString() : answer.code();
      outcomes.merge(code, 1, Integer::sum);
    }
    return outcomes;
  }

  private static boolean isDrained(Connection connection)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + DRAINED_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      try (Statement statement = connection.createStatement();
          ResultSet queued =
              statement.executeQuery("SELECT FROM delivery WHERE status = 'QUEUED' LIMIT 1")) {
        if (!queued.next()) {
          return true;
        }
      }
      Thread.sleep(100);
    }
    return false;
  }

  private static void judge(
      Findings findings,
      Connection connection,
      List<String> sources,
      List<RaceAnswer> answers,
      Receiver receiver)
      throws Exception {
    findings.held(answers.size());
    for (RaceAnswer answer : answers) {
      if ((answer.outcome() == Outcome.LOST && answer.code() == null)
          || "INTERNAL".equals(answer.code())) {
        findings.fail("no proper answer: " + answer);
      }
    }
    RaceChecker.check(connection, sources, answers, receiver.receipts())
        .forEach(
            (rule, lies) ->
                findings.hold(lies.isEmpty(), rule.words() + ": " + RaceChecker.named(lies)));
  }

  /** The same checker must find each fault where there is one. */
  private static void findFaults(
      Findings findings, Connection connection, Stage stage, Desk desk, List<Person> people)
      throws Exception {
    Unguarded unguarded = new Unguarded(stage, DATABASE, people);
    unguarded.play(desk, stage.scale().of(1, 10));
    List<String> found = new ArrayList<>();
    for (RaceRule rule : RaceRule.values()) {
      List<String> lies =
          RaceChecker.check(
                  connection, List.of(Unguarded.source(rule)), unguarded.answers(), List.of())
              .get(rule);
      findings.hold(!lies.isEmpty(), "not found where it was made: " + rule.words());
      found.add(lies.size() + " " + rule.words());
    }
    findings.figure("found in unguarded updates", String.join(", ", found));
  }
}
