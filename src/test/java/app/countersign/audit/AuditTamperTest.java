package app.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.audit.AuditChains.Link;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.source.OwnerLogin;
import app.countersign.review.DeskTest;
import app.countersign.review.GraphQlCaller;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Someone with the owner's rights takes the triggers away: the check still finds what was done. */
@DeskTest
@Property(name = "countersign.database.name", value = "audit_tamper")
class AuditTamperTest {
  private static final Actor ANALYST =
      new Actor(new UUID(1, 1), "Ann", Role.ANALYST, Actor.Kind.PERSON, null);
  private static final String VERIFY =
      """
      query ($id: ID, $type: String) { verifyAudit(subjectId: $id, subjectType: $type) {
        isIntact entryCount chainCount faultCount verifiedAt
        firstFault { kind subjectType subjectId sequence entryId } } }
      """;
  private static final String REHASH =
      "UPDATE audit_entry e SET hash = audit_hash(e) WHERE subject_id = 's' AND sequence = ";

  @Inject AuditChains chains;
  @Inject GraphQlCaller graphQl;
  @Inject Environment settings;

  private List<Link> links = List.of();

  @BeforeEach
  void twoWholeChains() throws SQLException {
    asOwner("DELETE FROM audit_entry", "DELETE FROM audit_head");
    links = chains.chain("s", 5);
    chains.chain("whole", 2);
  }

  @Test
  void wholeChainsAreIntact() {
    assertThat(verify(Map.of()).toString())
        .isEqualTo(
            "{\"isIntact\":true,\"entryCount\":7,\"chainCount\":2,\"faultCount\":0,"
                + "\"verifiedAt\":\"2026-03-02T09:00:00Z\",\"firstFault\":null}");
  }

  @Test
  void anEditedEntryIsFound() throws SQLException {
    asOwner(change(3, "after = '{\"step\": 99}'"));

    assertFault(1, "ENTRY_ALTERED", 3, links.get(2).id());
  }

  @Test
  void eachColumnCounts() throws SQLException {
    asOwner(
        change(1, "at = at + interval '1 microsecond'"),
        change(2, "actor_name = 'Somebody'"),
        change(3, "user_id = ''"),
        change(4, "action = 'UNDO'"),
        change(5, "batch_id = id"));

    assertFault(5, "ENTRY_ALTERED", 2, links.get(1).id());
  }

  @Test
  void anEditedEntryWithAFittingHashBreaksTheNext() throws SQLException {
    asOwner(change(3, "after = '{\"step\": 99}'"), REHASH + 3);

    assertFault(1, "CHAIN_BROKEN", 4, links.get(3).id());
  }

  @Test
  void theLastEntryEditedWithAFittingHashIsFoundByTheHead() throws SQLException {
    asOwner(change(5, "after = '{\"step\": 99}'"), REHASH + 5);

    assertFault(1, "TAIL_MISSING", 6, null);
  }

  @Test
  void aGapIsFoundAtThePlaceOfTheFirstOneGone() throws SQLException {
    asOwner(delete("sequence IN (2, 3)"));

    assertFault(1, "ENTRY_MISSING", 2, null);
  }

  @Test
  void aMissingBeginningIsFound() throws SQLException {
    asOwner(delete("sequence = 1"));

    assertFault(1, "ENTRY_MISSING", 1, null);
  }

  @Test
  void swappedContentsAreFound() throws SQLException {
    asOwner(
        "UPDATE audit_entry e SET after = o.after FROM audit_entry o WHERE e.subject_id = 's'"
            + " AND o.subject_id = 's' AND e.sequence IN (2, 3) AND o.sequence = 5 - e.sequence");

    assertFault(2, "ENTRY_ALTERED", 2, links.get(1).id());
  }

  @Test
  void aForgedEntryIsFoundThoughItsHashFits() throws SQLException {
    asOwner(
        """
        INSERT INTO audit_entry (id, subject_type, subject_id, sequence, action, actor_id,
            actor_name, at, previous_hash, hash)
          SELECT '00000000-0000-7000-8000-000000000001', 'Widget', 's', 6, 'UNDO', actor_id,
            'Forger', at, hash, '' FROM audit_entry WHERE subject_id = 's' AND sequence = 5
        """,
        REHASH + 6);

    assertFault(2, "HEAD_MISSING", 6, null);
  }

  @Test
  void aCutTailIsFound() throws SQLException {
    asOwner(delete("sequence > 3"));

    assertFault(1, "TAIL_MISSING", 4, null);
  }

  @Test
  void aChainThatIsGoneIsFoundByItsHead() throws SQLException {
    asOwner(delete("true"));

    assertFault(1, "TAIL_MISSING", 1, null);
  }

  @Test
  void aDeletedHeadIsFound() throws SQLException {
    asOwner("DELETE FROM audit_head WHERE subject_id = 's'");

    assertFault(1, "HEAD_MISSING", 5, null);
  }

  @Test
  void oneSubjectOrOneTypeIsCheckedAlone() throws SQLException {
    asOwner(delete("sequence = 2"));

    JsonNode whole = verify(Map.of("type", "Widget", "id", "whole"));
    JsonNode broken = verify(Map.of("type", "Widget", "id", "s"));
    JsonNode other = verify(Map.of("type", "Gadget"));

    assertThat(whole.path("isIntact").asBoolean()).isTrue();
    assertThat(whole.path("entryCount").asInt()).isEqualTo(2);
    assertThat(whole.path("chainCount").asInt()).isEqualTo(1);
    assertThat(broken.path("isIntact").asBoolean()).isFalse();
    assertThat(broken.path("entryCount").asInt()).isEqualTo(4);
    assertThat(other.path("entryCount").asInt()).isZero();
    assertThat(other.path("isIntact").asBoolean()).isTrue();
  }

  @Test
  void aSubjectNeedsItsType() {
    JsonNode answer = graphQl.ask(ANALYST, VERIFY, Map.of("id", "s"));

    assertThat(answer.findValuesAsText("code")).containsExactly("BAD_REQUEST");
    assertThat(answer.at("/errors/0/message").asText())
        .isEqualTo("'subjectId' needs 'subjectType' beside it.");
  }

  private void assertFault(int count, String kind, int sequence, @Nullable UUID entryId) {
    JsonNode found = verify(Map.of());
    assertThat(found.path("isIntact").asBoolean()).isFalse();
    assertThat(found.path("firstFault").toString())
        .isEqualTo(
            "{\"kind\":\"%s\",\"subjectType\":\"Widget\",\"subjectId\":\"s\",\"sequence\":%d,\"entryId\":%s}"
                .formatted(kind, sequence, entryId == null ? null : "\"" + entryId + "\""));
    assertThat(found.path("faultCount").asInt()).isEqualTo(count);
  }

  private JsonNode verify(Map<String, Object> subject) {
    JsonNode answer = graphQl.ask(ANALYST, VERIFY, subject);
    assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
    return answer.at("/data/verifyAudit");
  }

  private static String change(int sequence, String set) {
    return "UPDATE audit_entry SET %s WHERE subject_id = 's' AND sequence = %d"
        .formatted(set, sequence);
  }

  private static String delete(String which) {
    return "DELETE FROM audit_entry WHERE subject_id = 's' AND " + which;
  }

  private void asOwner(String... statements) throws SQLException {
    for (String statement : statements) {
      OwnerLogin.execute(
          settings, "BEGIN", "SET LOCAL session_replication_role = 'replica'", statement, "COMMIT");
    }
  }
}
