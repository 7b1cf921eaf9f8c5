package app.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.audit.AuditChains.Link;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.platform.db.source.OwnerLogin;
import app.countersign.review.DeskTest;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

@DeskTest
@Property(name = "countersign.database.name", value = "audit_trail")
class AuditTrailTest {
  @Inject AuditChains chains;
  @Inject AuditTrail trail;
  @Inject AuditLog log;
  @Inject Sql sql;
  @Inject Environment settings;

  @Test
  void theEntriesOfASubjectFollowFromOneAnother() {
    chains.chain("linked", 3);
    chains.chain("beside", 1);

    List<Link> links = chains.chain("linked", 1);

    assertThat(links).extracting(Link::sequence).containsExactly(1, 2, 3, 4);
    assertThat(links.getFirst().previousHash()).isEmpty();
    assertThat(links.subList(1, 4).stream().map(Link::previousHash))
        .containsExactlyElementsOf(links.subList(0, 3).stream().map(Link::hash).toList());
    assertThat(links)
        .extracting(Link::hash)
        .doesNotHaveDuplicates()
        .allMatch(h -> h.length() == 64);
    assertThat(chains.links("beside").getFirst().previousHash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void whatNobodyDidIsNotRecorded(String name) {
    Actor nameless = new Actor(Ids.next(), name, Role.OPERATOR, Actor.Kind.PERSON, null);

    assertThatThrownBy(() -> chains.record(nameless, AuditChains.event("nameless", 1)))
        .rootCause()
        .hasMessageContaining("audit_entry_actor_name_check");
    assertThat(chains.links("nameless")).isEmpty();
  }

  @Test
  void nothingIsRecordedOutsideOfATransaction() {
    assertThatThrownBy(() -> trail.record(Actor.system("test"), AuditChains.event("outside", 1)))
        .hasMessageContaining("mandatory");
    assertThat(chains.links("outside")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          UPDATE audit_entry SET actor_name = 'Nobody';       permission denied for table audit_entry
          DELETE FROM audit_entry;                            permission denied for table audit_entry
          TRUNCATE audit_entry;                               permission denied for table audit_entry
          UPDATE audit_head SET sequence = 0;                 permission denied for table audit_head
          DELETE FROM audit_head;                             permission denied for table audit_head
          TRUNCATE audit_head;                                permission denied for table audit_head
          INSERT INTO audit_head VALUES ('a', 'b', 1, '');    permission denied for table audit_head
          ALTER TABLE audit_entry DROP COLUMN hash;           must be owner of table audit_entry
          ALTER TABLE audit_entry DISABLE TRIGGER ALL;        must be owner of table audit_entry
          DROP TRIGGER audit_entry_append ON audit_entry;     must be owner of relation audit_entry
          DROP TABLE audit_entry;                             must be owner of table audit_entry
          SET session_replication_role = 'replica';           permission denied to set parameter
          """)
  void theServerMayOnlyAppend(String statement, String refusal) {
    List<Link> before = chains.chain("kept", 1);

    assertThatThrownBy(() -> sql.update(statement))
        .rootCause()
        .isInstanceOfSatisfying(
            PSQLException.class,
            refused -> {
              assertThat(refused.getSQLState()).isEqualTo("42501");
              assertThat(refused.getMessage()).contains(refusal);
            });
    assertThat(chains.links("kept")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_entry SET actor_name = 'Nobody'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head"
      })
  void theOwnerMayOnlyAppendWhileTheTriggersStand(String statement) {
    chains.chain("owned", 1);

    assertThatThrownBy(() -> OwnerLogin.execute(settings, statement))
        .hasMessageContaining("the audit trail is append-only");
  }

  @Test
  void aChosenHashOrPlaceIsNotTaken() {
    chains.chain("chosen", 1);

    sql.update(
        """
        INSERT INTO audit_entry (id, subject_type, subject_id, sequence, action, actor_id,
          actor_name, at, previous_hash, hash)
        VALUES (?, 'Widget', 'chosen', 77, 'CREATE', ?, 'Forger', now(), '\\x01', '\\x02')
        """,
        Ids.next(),
        Ids.next());

    assertThat(chains.links("chosen")).extracting(Link::sequence).containsExactly(1, 2);
    assertThat(log.verify("Widget", "chosen", Instant.EPOCH).isIntact()).isTrue();
  }

  @Test
  void entriesWrittenAtOnceMakeOneChain() throws Exception {
    List<Future<Boolean>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (int writer = 0; writer < 32; writer++) {
        writers.add(
            threads.submit(
                () -> {
                  for (int step = 0; step < 5; step++) {
                    chains.record(Actor.system("test"), AuditChains.event("raced", step));
                  }
                  return true;
                }));
      }
    }
    for (Future<Boolean> writer : writers) {
      assertThat(writer.get()).isTrue();
    }

    assertThat(chains.links("raced"))
        .extracting(Link::sequence)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 160).boxed().toList());
    AuditVerification checked = log.verify("Widget", "raced", Instant.EPOCH);
    assertThat(checked).isEqualTo(new AuditVerification(160, 1, 0, null, Instant.EPOCH));
  }
}
