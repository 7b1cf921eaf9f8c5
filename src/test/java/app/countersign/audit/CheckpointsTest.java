package app.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.audit.AuditChains.Link;
import app.countersign.platform.db.source.OwnerLogin;
import app.countersign.review.DeskTest;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What leaves the database consistent is found by what was kept outside of it. */
@DeskTest
@Property(name = "countersign.database.name", value = "audit_checkpoints")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointsTest implements TestPropertyProvider {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final Path folder = folder();

  @Inject AuditChains chains;
  @Inject Checkpoints checkpoints;
  @Inject AuditVerifier verifier;
  @Inject Environment settings;

  private static Path folder() {
    try {
      return Files.createTempDirectory("countersign-checkpoints");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of("countersign.audit.checkpoint.folder", folder.toString());
  }

  @BeforeEach
  void twoChainsAndNoCheckpoint() throws SQLException, IOException {
    asOwner("DELETE FROM audit_entry", "DELETE FROM audit_head");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    chains.chain("one", 3);
    chains.chain("two", 2);
  }

  @Test
  void aCheckpointHasTheChainsThatMovedSinceTheOneBefore() throws IOException {
    assertThat(checkpoints.make()).isEqualTo(2);
    assertThat(checkpoints.make()).isZero();
    chains.chain("two", 1);
    chains.chain("three", 1);
    assertThat(checkpoints.make()).isEqualTo(2);

    assertThat(Files.readAllLines(file(2)))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("[\"Widget\",\"two\",3,\""))
        .anyMatch(line -> line.startsWith("[\"Widget\",\"three\",1,\""));
    AuditVerification found = verifier.verify(null, null);
    assertThat(found.isIntact()).isTrue();
    assertThat(found.checkpointCount()).isEqualTo(2);
    assertThat(found.checkpointedAt()).isEqualTo(NOW);
  }

  @Test
  void aCutTailIsFoundThoughItsHeadWasSetBack() throws SQLException {
    List<Link> links = chains.links("one");
    checkpoints.make();

    asOwner(
        "DELETE FROM audit_entry WHERE subject_id = 'one' AND sequence > 1",
        "UPDATE audit_head SET sequence = 1, hash = '\\x"
            + links.get(0).hash()
            + "'"
            + " WHERE subject_id = 'one'");

    assertThat(verifier.verify(null, null).firstFault())
        .isEqualTo(
            new AuditFault(AuditFaultKind.CHECKPOINT_TAIL_MISSING, "Widget", "one", 2, null));
    assertThat(verifier.verify("Widget", "two").isIntact()).isTrue();
    assertThat(verifier.verify("Widget", "one").faultCount()).isEqualTo(1);
    assertThat(verifier.verify("Gadget", null).isIntact()).isTrue();
  }

  @Test
  void aChainWrittenAnewIsFoundAlsoAfterTheNextCheckpoint() throws SQLException {
    checkpoints.make();

    asOwner(
        "UPDATE audit_entry SET actor_name = 'Else' WHERE subject_id = 'one' AND sequence = 3",
        "UPDATE audit_entry e SET hash = audit_hash(e) WHERE subject_id = 'one' AND sequence = 3",
        "UPDATE audit_head h SET hash = e.hash, changed_in = pg_current_xact_id()"
            + " FROM audit_entry e WHERE h.subject_id = 'one' AND e.subject_id = 'one'"
            + " AND e.sequence = 3");
    assertThat(checkpoints.make()).isEqualTo(1);

    AuditFault fault = verifier.verify(null, null).firstFault();
    assertThat(fault)
        .isEqualTo(
            new AuditFault(
                AuditFaultKind.CHECKPOINT_MISMATCH,
                "Widget",
                "one",
                3,
                chains.links("one").get(2).id()));
  }

  @Test
  void aCheckpointThatIsNotAsItWasMadeIsNamedAndNotBuiltUpon() throws IOException {
    checkpoints.make();
    chains.chain("two", 1);
    checkpoints.make();
    String kept = Files.readString(file(2));
    Files.writeString(file(2), kept.replace("\"two\"", "\"owt\""));

    assertThat(verifier.verify(null, null).firstFault()).isEqualTo(broken(2));
    assertThat(checkpoints.make()).as("all of it again").isEqualTo(2);

    Files.writeString(file(2), kept);
    assertThat(verifier.verify(null, null).isIntact()).isTrue();
    for (String spoiled : List.of("", "[]\n", "{}\n", kept + "[]\n", kept.replace("{", "["))) {
      Files.writeString(file(2), spoiled);
      assertThat(verifier.verify(null, null).firstFault()).as(spoiled).isEqualTo(broken(2));
    }
    Files.delete(file(1));
    assertThat(verifier.verify(null, null).firstFault()).isEqualTo(broken(1));
  }

  @Test
  void anOlderCheckpointIsVouchedForByTheNextWhenItsSecretIsLongGone() throws IOException {
    checkpoints.make();
    String digestOnly = Files.readString(file(1)).replaceFirst("\"seal\":\"..", "\"seal\":\"00");
    chains.chain("two", 1);
    checkpoints.make();

    Files.writeString(file(1), digestOnly);
    assertThat(verifier.verify(null, null).isIntact()).isTrue();

    Files.delete(file(2));
    assertThat(verifier.verify(null, null).firstFault()).isEqualTo(broken(1));
  }

  private static AuditFault broken(int number) {
    return new AuditFault(
        AuditFaultKind.CHECKPOINT_BROKEN,
        CheckpointCheck.CHECKPOINT,
        Integer.toString(number),
        number,
        null);
  }

  private Path file(int number) {
    return folder.resolve("audit-%08d.jsonl".formatted(number));
  }

  private void asOwner(String... statements) throws SQLException {
    String[] all = new String[statements.length + 1];
    all[0] = "SET session_replication_role = 'replica'";
    System.arraycopy(statements, 0, all, 1, statements.length);
    OwnerLogin.execute(settings, all);
  }
}
