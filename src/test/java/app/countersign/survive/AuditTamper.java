package app.countersign.survive;

import app.countersign.testing.process.Caller;
import app.countersign.testing.process.ServerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Whoever has the database's keys changes the audit trail. */
final class AuditTamper implements Promise {
  private static final String DATABASE = "audit_tamper";
  private static final String PAST_TRIGGERS = "replica";
  private static final int CHAIN = 10;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String VERIFY =
      """
      { verifyAudit { isIntact entryCount chainCount faultCount checkpointCount checkpointedAt
        firstFault { kind subjectType subjectId sequence } } }
      """;
  private static final String ENTRIES =
      """
      INSERT INTO audit_entry (id, subject_type, subject_id, sequence, action, actor_id, actor_name,
        at, before, after, previous_hash, hash)
      SELECT uuidv7(), 'Survive', 'chain ' || chain, 0, 'UPDATE', '00000000-0000-7000-8000-000000000001',
        'Survive', now() - interval '1 hour' + step * interval '1 second',
        jsonb_build_object('step', step - 1, 'status', 'PENDING'), jsonb_build_object('step', step),
        '', ''
      FROM generate_series(1, %d) step, generate_series(1, %d) chain ORDER BY step, chain
      """;
  private static final String KEEP =
      """
      DROP TABLE IF EXISTS kept_entry, kept_head;
      CREATE TABLE kept_entry AS SELECT * FROM audit_entry
        WHERE subject_type = 'Survive' AND subject_id = '%1$s';
      CREATE TABLE kept_head AS SELECT * FROM audit_head
        WHERE subject_type = 'Survive' AND subject_id = '%1$s'
      """;
  private static final String RESTORE =
      """
      DELETE FROM audit_entry WHERE subject_type = 'Survive' AND subject_id = '%1$s';
      DELETE FROM audit_head WHERE subject_type = 'Survive' AND subject_id = '%1$s';
      INSERT INTO audit_entry SELECT * FROM kept_entry;
      INSERT INTO audit_head SELECT * FROM kept_head
      """;

  @Override
  public String words() {
    return "nobody changes the audit trail unfound";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    Path checkpoints = stage.directory().resolve("checkpoints " + System.nanoTime());
    int entries = stage.scale().of(2_000, 100_000);
    try (ServerProcess server = stage.server(DATABASE, environment(checkpoints));
        Caller caller =
            new Caller(
                server.uri(), Desk.open(stage, DATABASE, server.uri()).administrator().token())) {
      write(stage, "origin", ENTRIES.formatted(CHAIN, entries / CHAIN));
      awaitCheckpoint(caller, Instant.now());
      isIntact(caller, entries, findings);
      new ServingRoleAttacks(stage, DATABASE).check(findings);
      tamper(stage, caller, entries / CHAIN, findings);
      // Of a checkpoint that is gone only a newer one can tell.
      write(stage, "origin", ENTRIES.formatted(CHAIN, 1));
      awaitCheckpoint(caller, Instant.now());
      tamper(checkpoints, caller, findings);
      isIntact(caller, entries, findings);
      staysFound(stage, caller, findings);
      forge(checkpoints, caller, findings);
    }
    new ChainPrice(stage, DATABASE).measure(findings);
  }

  private static Map<String, String> environment(Path checkpoints) {
    return Map.of(
        "COUNTERSIGN_AUDIT_CHECKPOINT_FOLDER", checkpoints.toString(),
        "COUNTERSIGN_AUDIT_CHECKPOINT_EVERY", "PT1S",
        "COUNTERSIGN_GRAPHQL_DEADLINE", "PT5M",
        "COUNTERSIGN_DATABASE_STATEMENT_TIMEOUT", "300s");
  }

  private static void awaitCheckpoint(Caller caller, Instant written) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      String at = verify(caller).path("checkpointedAt").asText("");
      if (at.length() > 4 && OffsetDateTime.parse(at).toInstant().isAfter(written)) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    throw new IllegalStateException("no checkpoint was made of what was written " + written);
  }

  private static void isIntact(Caller caller, int entries, Findings findings) throws IOException {
    long begun = System.nanoTime();
    JsonNode found = verify(caller);
    double seconds = (System.nanoTime() - begun) / 1e9;
    int checked = found.path("entryCount").asInt();
    findings.hold(found.path("isIntact").asBoolean(), "a whole trail is not intact: " + found);
    findings.hold(checked >= entries, "not everything was checked: " + found);
    findings.figure(
        "verification",
        "%,d entries in %.2f s, %,.0f a second, held against %d checkpoints"
            .formatted(checked, seconds, checked / seconds, found.path("checkpointCount").asInt()));
  }

  private static void tamper(Stage stage, Caller caller, int chains, Findings findings)
      throws Exception {
    int foundByChain = 0;
    List<Tampering> all = Tampering.all();
    for (Tampering tampering : all) {
      // Far from each other, the first and the last chain among them.
      int place = 1 + all.indexOf(tampering) * (chains - 1) / (all.size() - 1);
      String chain = "chain " + place;
      write(stage, PAST_TRIGGERS, KEEP.formatted(chain));
      write(stage, PAST_TRIGGERS, tampering.sql(chain));
      foundByChain += faultsByChain(stage) > 0 ? 1 : 0;
      found(caller, tampering.name(), tampering.kind(), chain, tampering.sequence(), findings);
      write(stage, PAST_TRIGGERS, RESTORE.formatted(chain));
    }
    findings.figure(
        "found by the hash chain alone", "%d of %d".formatted(foundByChain, all.size()));
    findings.hold(
        foundByChain < all.size(), "nothing was tried for which checkpoints are needed at all");
  }

  /** A later checkpoint of what was changed does not cover what an earlier one saw. */
  private static void staysFound(Stage stage, Caller caller, Findings findings) throws Exception {
    Tampering tampering = Tampering.toldToTheNextCheckpoint();
    String chain = "chain 2";
    int before = verify(caller).path("checkpointCount").asInt();
    write(stage, PAST_TRIGGERS, tampering.sql(chain));
    Instant end = Instant.now().plus(PATIENCE);
    while (verify(caller).path("checkpointCount").asInt() == before
        && Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
    }
    findings.hold(
        verify(caller).path("checkpointCount").asInt() > before, "no checkpoint of the change");
    found(caller, tampering.name(), tampering.kind(), chain, tampering.sequence(), findings);
  }

  private static void found(
      Caller caller, String name, String kind, String subject, int sequence, Findings findings)
      throws IOException {
    JsonNode verified = verify(caller);
    JsonNode fault = verified.path("firstFault");
    findings.hold(
        fault.path("kind").asText().equals(kind)
            && fault.path("subjectId").asText().equals(subject)
            && fault.path("sequence").asInt() == sequence,
        "%s of %s: expected %s at %d, got %s".formatted(name, subject, kind, sequence, verified));
  }

  /** The checkpoints themselves: one changed, one gone. */
  private static void tamper(Path checkpoints, Caller caller, Findings findings)
      throws IOException {
    Path first = checkpoints.resolve("audit-00000001.jsonl");
    String kept = Files.readString(first);
    Files.writeString(first, kept.replaceFirst("\\[\"[A-Z]", "[\"X"));
    found(caller, "a changed checkpoint", "CHECKPOINT_BROKEN", "1", 1, findings);
    Files.delete(first);
    found(caller, "a checkpoint gone", "CHECKPOINT_BROKEN", "1", 1, findings);
    Files.writeString(first, kept);
  }

  /** The server makes one of everything at once when the newest is not its own. */
  private static void forge(Path checkpoints, Caller caller, Findings findings) throws IOException {
    String kept = Files.readString(checkpoints.resolve("audit-00000001.jsonl"));
    int next = verify(caller).path("checkpointCount").asInt() + 1;
    Path forged = checkpoints.resolve("audit-%08d.jsonl".formatted(next));
    Files.writeString(forged, kept.replaceFirst("\"number\":1", "\"number\":" + next));
    found(
        caller, "a forged checkpoint", "CHECKPOINT_BROKEN", Integer.toString(next), next, findings);
    Files.delete(forged);
  }

  private static JsonNode verify(Caller caller) throws IOException {
    return caller.ask(VERIFY, Map.of()).done();
  }

  private static int faultsByChain(Stage stage) throws SQLException {
    try (Connection owner = stage.cluster().connect(DATABASE);
        Statement statement = owner.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM audit_faults('Survive', NULL)")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** As a superuser. */
  private static void write(Stage stage, String triggers, String sql) throws SQLException {
    try (Connection owner = stage.cluster().connect(DATABASE);
        Statement statement = owner.createStatement()) {
      statement.execute("SET session_replication_role = '" + triggers + "'");
      statement.execute(sql);
    }
  }
}
