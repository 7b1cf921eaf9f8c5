package app.countersign.survive;

import app.countersign.survive.RaceAnswer.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A desk as it must not be: for each rule of {@link RaceRule} one that breaks it, past every
 * server. Decisions and claims are checked and then made, and not again guarded when they are made.
 */
final class Unguarded {
  private static final int AT_ONCE = 8;
  private static final String SETUP =
      """
      CREATE OR REPLACE FUNCTION unguarded_entry(item uuid, action text, actor uuid, before jsonb,
        after jsonb) RETURNS void LANGUAGE sql AS $$
        INSERT INTO audit_entry (id, subject_type, subject_id, action, actor_id, actor_name, at,
            recommendation_id, user_id, before, after)
          VALUES (uuidv7(), 'Recommendation', item::text, action, actor, 'Unguarded',
            clock_timestamp(), item, 'survivor', before, after)
      $$;
      CREATE OR REPLACE FUNCTION unguarded_approval(item uuid, actor uuid) RETURNS void
      LANGUAGE plpgsql AS $$
      DECLARE
        decision uuid := uuidv7();
        now_at integer;
      BEGIN
        UPDATE recommendation SET status = 'APPROVED', decision_id = decision, version = version + 1
          WHERE id = item RETURNING version INTO now_at;
        INSERT INTO decision (id, recommendation_id, kind, previous_status, decided_by,
            decided_by_name, decided_at, undoable_until)
          VALUES (decision, item, 'APPROVE', 'PENDING', actor, 'Unguarded', now(), now());
        PERFORM unguarded_entry(item, 'APPROVE', actor,
          jsonb_build_object('status', 'PENDING', 'version', now_at - 1),
          jsonb_build_object('status', 'APPROVED', 'version', now_at, 'decisionId', decision));
        INSERT INTO delivery (id, subject_type, subject_id, decision_id, user_id, channel, status,
            payload, due_at, next_attempt_at, created_at)
          VALUES (uuidv7(), 'Recommendation', item, decision, 'survivor', 'LOG', 'QUEUED', '{}',
            now() + interval '1 day', now() + interval '1 day', now());
      END $$;
      CREATE OR REPLACE FUNCTION unguarded_claim(item uuid, actor uuid) RETURNS void
      LANGUAGE sql AS $$
        UPDATE recommendation SET claimed_by = actor, claimed_at = now(), version = version + 1,
          claim_expires_at = now() + interval '1 hour' WHERE id = item;
        SELECT unguarded_entry(item, 'CLAIM', actor, NULL, jsonb_build_object('operatorId', actor,
          'claimedAt', now(), 'expiresAt', now() + interval '1 hour'))
      $$;
      """;
  private static final String CHECK =
      """
      SELECT status = 'PENDING' AND (claimed_by IS NULL OR claim_expires_at <= now())
        FROM recommendation WHERE id = ?
      """;

  /** One item each, {@code $item} and {@code $actor} stand for ids. */
  private static final Map<RaceRule, String> FAULTS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(
                  RaceRule.STATE_WITHOUT_ENTRY,
                  "UPDATE recommendation SET version = version + 1 WHERE id = $item"),
              Map.entry(
                  RaceRule.ENTRY_WITHOUT_CHANGE,
                  """
                  SELECT unguarded_entry($item, 'MODIFY', $actor, '{"version": 1}', '{"version": 2}')
                  """),
              Map.entry(
                  RaceRule.VERSION_GAP,
                  """
                  UPDATE recommendation SET version = version + 2 WHERE id = $item;
                  SELECT unguarded_entry($item, 'MODIFY', $actor, '{"version": 1}', '{"version": 3}')
                  """),
              Map.entry(
                  RaceRule.OPEN_FLAG,
                  """
                  SELECT unguarded_approval($item, $actor);
                  INSERT INTO flag (id, recommendation_id, decision_id, reason, flagged_by,
                      flagged_by_name, flagged_at)
                    SELECT uuidv7(), id, decision_id, 'This is still open.', $actor, 'Unguarded', now()
                      FROM recommendation WHERE id = $item
                  """),
              Map.entry(
                  RaceRule.WRONG_DELIVERY,
                  """
                  SELECT unguarded_approval($item, $actor);
                  DELETE FROM delivery WHERE subject_id = $item
                  """),
              Map.entry(
                  RaceRule.BROKEN_CHAIN,
                  """
                  SET LOCAL session_replication_role = 'replica';
                  UPDATE audit_entry SET actor_id = $actor WHERE recommendation_id = $item
                  """),
              Map.entry(RaceRule.STORED_NOT_ANSWERED, "SELECT unguarded_approval($item, $actor)"),
              Map.entry(RaceRule.ANSWERED_TWICE, "SELECT unguarded_approval($item, $actor)"),
              Map.entry(RaceRule.ANSWERED_NOT_STORED, "SELECT 1"),
              Map.entry(RaceRule.WRONGLY_TOLD, "SELECT 1"),
              Map.entry(
                  RaceRule.LOST_PREDECESSOR,
                  """
                  UPDATE recommendation SET status = 'FLAGGED', version = version + 1,
                    decision_id = (SELECT id FROM decision LIMIT 1) WHERE id = $item;
                  SELECT unguarded_entry($item, 'FLAG', $actor, '{"status": "PENDING", "version": 1}',
                    '{"status": "FLAGGED", "version": 2}');
                  SELECT unguarded_approval($item, $actor)
                  """)));

  private final Stage stage;
  private final String database;
  private final List<Desk.Person> people;
  private final List<RaceAnswer> answers = new ArrayList<>();

  Unguarded(Stage stage, String database, List<Desk.Person> people) {
    this.stage = stage;
    this.database = database;
    this.people = List.copyOf(people);
  }

  /** The source of the items that a rule is broken on. */
  static String source(RaceRule rule) {
    return "unguarded " + rule;
  }

  /** What its callers were told. */
  List<RaceAnswer> answers() {
    return answers;
  }

  /** Breaks each rule on items of its own. */
  void play(Desk desk, int items) throws Exception {
    try (Connection connection = stage.cluster().connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(SETUP);
      connection.setAutoCommit(false);
      for (RaceRule rule : RaceRule.values()) {
        for (UUID item : desk.items(source(rule), items)) {
          String fault = FAULTS.get(rule);
          if (fault == null) {
            checkThenAct(item, rule == RaceRule.DOUBLE_CLAIM ? "claim" : "approval");
          } else {
            UUID actor = people.getFirst().id();
            statement.execute(
                fault.replace("$item", "'" + item + "'").replace("$actor", "'" + actor + "'"));
            connection.commit();
            tell(rule, actor, item);
          }
        }
      }
    }
  }

  private void tell(RaceRule rule, UUID actor, UUID item) {
    switch (rule) {
      case STORED_NOT_ANSWERED -> answers.add(told(actor, item, Outcome.REFUSED, null, null));
      case WRONGLY_TOLD -> answers.add(told(actor, item, Outcome.REFUSED, 1, "APPROVED"));
      case ANSWERED_NOT_STORED -> answers.add(told(actor, item, Outcome.DONE, 2, "APPROVED"));
      case ANSWERED_TWICE -> {
        answers.add(told(actor, item, Outcome.DONE, 2, "APPROVED"));
        answers.add(told(actor, item, Outcome.DONE, 2, "APPROVED"));
      }
      default -> {}
    }
  }

  private static RaceAnswer told(
      UUID actor, UUID item, Outcome outcome, @Nullable Integer version, @Nullable String status) {
    return new RaceAnswer(
        actor,
        "APPROVE",
        item,
        false,
        null,
        outcome,
        null,
        version,
        status,
        null,
        null,
        Instant.now());
  }

  /** Several see that it may be done, and then each does it. */
  private void checkThenAct(UUID item, String what) throws Exception {
    CyclicBarrier allHaveSeen = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int number = 0; number < AT_ONCE; number++) {
        UUID actor = people.get(number % people.size()).id();
        running.add(
            threads.submit(
                () -> {
                  checkThenAct(item, actor, what, allHaveSeen);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private void checkThenAct(UUID item, UUID actor, String what, CyclicBarrier allHaveSeen)
      throws SQLException, InterruptedException, BrokenBarrierException {
    try (Connection connection = stage.cluster().connect(database);
        PreparedStatement check = connection.prepareStatement(CHECK);
        PreparedStatement act =
            connection.prepareStatement("SELECT unguarded_" + what + "(?, ?)")) {
      check.setObject(1, item);
      boolean mayAct;
      try (ResultSet seen = check.executeQuery()) {
        mayAct = seen.next() && seen.getBoolean(1);
      }
      allHaveSeen.await();
      if (mayAct) {
        act.setObject(1, item);
        act.setObject(2, actor);
        act.execute();
      }
    }
  }
}
