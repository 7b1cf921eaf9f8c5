package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.testing.process.Caller;
import app.countersign.testing.process.ProcessClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sets the server's clock back and forth, in the middle of its work. */
final class ClockJumps implements Promise {
  private static final String DATABASE = "clock_jumps";
  private static final Duration HOUR = Duration.ofHours(1);

  /** Longer than an access token lives on the stage. */
  private static final Duration PAST_SESSIONS = Duration.ofHours(7);

  private static final String VIEWER = "{ viewer { operator { id } } }";

  @Override
  public String words() {
    return "A clock that is set: order, keys and deliveries hold";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    Optional<ProcessClock> made = ProcessClock.make(stage.directory());
    if (made.isEmpty()) {
      findings.figure("not tried", "no C compiler makes a clock here");
      return;
    }
    ProcessClock clock = made.get();
    try (Trial trial = new Trial(stage, DATABASE, clock.environment(), findings)) {
      int mutations = stage.scale().of(45, 400);
      trial.round("back by an hour", mutations, () -> clock.set(HOUR.negated()));
      goesOut(stage, findings);
      trial.round("forth by an hour", mutations, () -> clock.set(Duration.ZERO));
      trial.round("ahead by an hour", mutations, () -> clock.set(HOUR));
      sessions(trial, clock, findings);
      trial.audit();
    }
  }

  /** What was approved after the clock went back goes out in its own time. */
  private static void goesOut(Stage stage, Findings findings) throws Exception {
    try (Connection connection = stage.cluster().connect(DATABASE)) {
      long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      int sent = sentEarly(connection);
      while (sent == 0 && System.nanoTime() < end) {
        Thread.sleep(100);
        sent = sentEarly(connection);
      }
      findings.hold(sent > 0, "nothing is delivered any more after the clock went back");
    }
  }

  private static int sentEarly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT count(*) FROM delivery o JOIN decision d ON d.id = o.decision_id
                WHERE o.status = 'DELIVERED' AND d.decided_at < now() - interval '30 minutes'
                """)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Sessions end by the clock, and one begun while it was ahead is good after it was set right. */
  private static void sessions(Trial trial, ProcessClock clock, Findings findings)
      throws Exception {
    Desk.Person ahead = trial.desk().person(Role.OPERATOR);
    clock.set(PAST_SESSIONS.plus(HOUR));
    try (Caller caller = new Caller(trial.server().uri(), ahead.token())) {
      String late = caller.ask(VIEWER, Map.of()).error();
      findings.hold("UNAUTHENTICATED".equals(late), "a session past its end is answered " + late);
      clock.set(Duration.ZERO);
      String early = caller.ask(VIEWER, Map.of()).error();
      findings.hold(early == null, "a session begun ahead of time is answered " + early);
    } finally {
      clock.set(HOUR);
    }
  }
}
