package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.testing.process.Caller;
import app.countersign.testing.process.Caller.Answer;
import app.countersign.testing.process.ServerProcess;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A desk at work that is struck by faults, with an outbox that is emptied into a hook. */
final class Trial implements AutoCloseable {
  /** What everything has to be done again within; a build may share its machine with anything. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final Duration RECOVERY_OF_A_BUILD = Duration.ofSeconds(20);

  private static final int CALLERS = 8;
  private static final Duration UNDO_WINDOW = Duration.ofSeconds(2);

  /** The server's own deadline. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final Stage stage;
  private final Findings findings;
  private final String database;
  private final Hook hook = new Hook();
  private final int port = ServerProcess.freePort();
  private final ServerProcess.Start start;
  private final Desk desk;
  private final List<Desk.Person> people;
  private final Journal journal = new Journal();
  private final Random random;
  private Duration worstRecovery = Duration.ZERO;
  private Duration worstDrain = Duration.ZERO;
  private ServerProcess server;

  /**
   * @param database its name, which seeds the moments of the faults
   * @param environment of the server, beside what every server here has
   */
  Trial(Stage stage, String database, Map<String, String> environment, Findings findings)
      throws Exception {
    this.stage = stage;
    this.database = database;
    this.findings = findings;
    this.random = new Random(database.hashCode());
    Map<String, String> all = new HashMap<>(hook.environment());
    all.put("COUNTERSIGN_REVIEW_UNDO_WINDOW", UNDO_WINDOW.toString());
    all.putAll(environment);
    this.start = stage.start(database, all);
    this.server = ServerProcess.start(start, port);
    this.desk = Desk.open(stage, database, server.uri());
    this.people = Collections.nCopies(CALLERS, desk.person(Role.SENIOR_OPERATOR));
  }

  /** Something that goes wrong, and is well again when it returns. */
  interface Fault {
    void strike() throws Exception;
  }

  ServerProcess server() {
    return server;
  }

  Journal journal() {
    return journal;
  }

  Desk desk() {
    return desk;
  }

  /** Kills the server and starts it again where it was. */
  void killServer() throws Exception {
    server.kill();
    server = ServerProcess.start(start, port);
  }

  /** As many mutations: the fault strikes somewhere in the first half, a third come after it. */
  void round(String name, int mutations, Fault fault) throws Exception {
    int before = journal.size();
    int strikeAt = before + 5 + random.nextInt(mutations / 2);
    Shift shift =
        new Shift(
            name,
            server.uri(),
            people,
            desk.items(database + " " + name, 80 + 2 * mutations),
            journal,
            findings);
    shift.begin(mutations, mutations / 3);
    while (journal.size() < strikeAt) {
      Thread.sleep(1);
    }
    fault.strike();
    long ended = System.nanoTime();
    shift.end();
    Duration recovery = journal.recovery(ended);
    worstRecovery = longer(worstRecovery, recovery);
    findings.hold(
        recovery.compareTo(allowed()) <= 0,
        "%s: %s after its end not everything was done at once; so far %s"
            .formatted(name, recovery, journal.troubles()));
    if (stage.scale() == Scale.LONG) {
      drain(name);
    }
    findings.held(journal.size() - before);
  }

  /** Waits until the outbox is empty; it has to be soon after the last decision is for good. */
  private void drain(String name) throws Exception {
    Thread.sleep(UNDO_WINDOW);
    long begun = System.nanoTime();
    long end = begun + Duration.ofMinutes(2).toNanos();
    int waiting;
    try (Connection connection = stage.cluster().connect(database)) {
      waiting = Books.waiting(connection);
      while (waiting > 0 && System.nanoTime() < end) {
        Thread.sleep(50);
        waiting = Books.waiting(connection);
      }
    }
    Duration drain = Duration.ofNanos(System.nanoTime() - begun);
    worstDrain = longer(worstDrain, drain);
    findings.hold(
        waiting == 0 && drain.compareTo(allowed()) <= 0,
        "%s: %d deliveries waited %s".formatted(name, waiting, drain));
  }

  private Duration allowed() {
    return stage.scale() == Scale.LONG ? RECOVERY : RECOVERY_OF_A_BUILD;
  }

  /** Goes through everything that was said and done. */
  void audit() throws Exception {
    drain("the end");
    again();
    findings.hold(
        journal.slowest().compareTo(LONGEST_CALL.plus(allowed())) <= 0,
        "a caller waited " + journal.slowest() + " for an answer");
    try (Connection connection = stage.cluster().connect(database)) {
      Books.check(connection, findings);
      Books.check(connection, journal, findings);
      Books.check(connection, hook, findings);
      Books.doubt(connection, findings);
    }
    findings.figure("mutations acknowledged", Integer.toString(journal.size()));
    findings.figure("not answered at the first try", journal.troubles().toString());
    findings.figure("slowest answer", seconds(journal.slowest()));
    findings.figure("all at the first try again after", seconds(worstRecovery));
    findings.figure("outbox empty, after the undo window", seconds(worstDrain));
    long repeated = hook.posts().values().stream().filter(times -> times > 1).count();
    findings.figure("deliveries", "%d, %d came again".formatted(hook.posts().size(), repeated));
  }

  /** What was acknowledged is asked for again with its key: the first answer, and no effect. */
  private void again() throws Exception {
    try (Caller caller = new Caller(server.uri(), people.getFirst().token())) {
      List<Journal.Done> all = journal.done();
      int last = stage.scale().of(Math.min(60, all.size()), all.size());
      for (Journal.Done done : all.subList(all.size() - last, all.size())) {
        Answer answer = caller.ask(done.act().document(), Map.of("input", done.input()));
        findings.hold(
            done.answer().equals(answer.field().toString()),
            "%s was answered %s and then %s".formatted(done.key(), done.answer(), answer));
      }
    }
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toNanos() / 1e9);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public void close() {
    server.close();
    hook.close();
  }
}
