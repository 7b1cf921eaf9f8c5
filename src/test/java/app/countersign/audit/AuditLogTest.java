package app.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.review.DeskTest;
import app.countersign.review.GraphQlCaller;
import app.countersign.review.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "audit_log")
class AuditLogTest {
  private static final UUID ITEM = new UUID(0x7000L, 0x8000000000000007L);
  private static final Actor ADA = person("Ada");
  private static final Actor BOB = person("Bob");
  private static final String LOG =
      """
      query ($filter: AuditFilter, $first: Int, $after: String) {
        auditLog(filter: $filter, first: $first, after: $after) {
          totalCount nodes { subjectId } pageInfo { hasNextPage endCursor } } }
      """;
  private static boolean isWritten;

  @Inject AuditChains chains;
  @Inject GraphQlCaller graphQl;
  @Inject TestClock clock;

  private static Actor person(String name) {
    return new Actor(Ids.next(), name, Role.OPERATOR, Actor.Kind.PERSON, null);
  }

  @BeforeEach
  void sixEntriesOnce() {
    if (isWritten) {
      return;
    }
    isWritten = true;
    write("2026-03-28T22:59:59.999999Z", ADA, "before", AuditAction.CREATE, "user-1");
    write("2026-03-28T23:00:00Z", ADA, "first", AuditAction.CREATE, "user-1");
    write("2026-03-29T12:00:00Z", BOB, "noon", AuditAction.CLAIM, "user-2");
    write("2026-03-29T21:59:59.999999Z", BOB, "last", AuditAction.RELEASE, "user-2");
    write("2026-03-29T22:00:00Z", ADA, "after", AuditAction.CLAIM, "user-1");
    clock.set(Instant.parse("2026-03-30T12:00:00Z"));
    chains.record(
        BOB,
        AuditEvent.ofRecommendation(
            ITEM, "user-3", AuditAction.APPROVE, null, Map.of("version", 1), Map.of("version", 2)));
  }

  private void write(String at, Actor actor, String subject, AuditAction action, String userId) {
    clock.set(Instant.parse(at));
    chains.record(actor, AuditEvent.of("Widget", subject, action, userId, null, null));
  }

  @Test
  void everythingIsShownNewestFirst() {
    assertThat(found(Map.of()))
        .containsExactly(ITEM.toString(), "after", "last", "noon", "first", "before");
  }

  @Test
  void filtersLookAtWhoWhatAndWhom() {
    assertThat(found(Map.of("operatorId", List.of(ADA.id().toString()))))
        .containsExactly("after", "first", "before");
    assertThat(found(Map.of("operatorId", List.of(ADA.id().toString(), BOB.id().toString()))))
        .hasSize(6);
    assertThat(found(Map.of("action", List.of("CLAIM", "RELEASE"))))
        .containsExactly("after", "last", "noon");
    assertThat(found(Map.of("recommendationId", ITEM.toString()))).containsExactly(ITEM.toString());
    assertThat(found(Map.of("userId", "user-2"))).containsExactly("last", "noon");
    assertThat(
            found(Map.of("operatorId", List.of(ADA.id().toString()), "action", List.of("CLAIM"))))
        .containsExactly("after");
  }

  @Test
  void anEmptyListMatchesNothing() {
    assertThat(found(Map.of("operatorId", List.of()))).isEmpty();
    assertThat(found(Map.of("action", List.of()))).isEmpty();
  }

  @Test
  void aRangeOfInstantsEndsBeforeItsEnd() {
    assertThat(at(Map.of("from", "2026-03-28T23:00:00Z", "to", "2026-03-29T21:59:59.999999Z")))
        .containsExactly("noon", "first");
    assertThat(at(Map.of("from", "2026-03-29T23:59:59.999999+02:00")))
        .containsExactly(ITEM.toString(), "after", "last");
    assertThat(at(Map.of("to", "2026-03-28T23:00:00Z"))).containsExactly("before");
  }

  @Test
  void aRangeOfDaysIsThatOfTheZoneWithTheLastDayWhole() {
    // Berlin's 29 March 2026 has 23 hours.
    Map<String, Object> day =
        Map.of("fromDay", "2026-03-29", "toDay", "2026-03-29", "timeZone", "Europe/Berlin");

    assertThat(at(day)).containsExactly("last", "noon", "first");
    assertThat(at(Map.of("fromDay", "2026-03-29", "toDay", "2026-03-29")))
        .containsExactly("after", "last", "noon");
  }

  @Test
  void pagesFollowOneAnother() {
    JsonNode first = ask(Map.of("first", 4));
    JsonNode second =
        ask(Map.of("first", 4, "after", first.at("/data/auditLog/pageInfo/endCursor").asText()));

    assertThat(subjects(first)).containsExactly(ITEM.toString(), "after", "last", "noon");
    assertThat(first.at("/data/auditLog/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(first.at("/data/auditLog/totalCount").asInt()).isEqualTo(6);
    assertThat(subjects(second)).containsExactly("first", "before");
    assertThat(second.at("/data/auditLog/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void aRangeThatSaysTwoThingsOrAnUnknownZoneIsABadRequest() {
    assertThat(refused(Map.of("fromDay", "2026-03-29", "timeZone", "Mars/Olympus")))
        .containsExactly("BAD_REQUEST");
    assertThat(refused(Map.of("from", "2026-03-29T00:00:00Z", "fromDay", "2026-03-29")))
        .containsExactly("BAD_REQUEST");
    assertThat(refused(Map.of("to", "2026-03-29T00:00:00Z", "toDay", "2026-03-29")))
        .containsExactly("BAD_REQUEST");
    assertThat(refused(Map.of("from", "2026-03-29T00:00:00Z", "timeZone", "Mars/Olympus")))
        .containsExactly("BAD_REQUEST");
  }

  private List<String> at(Map<String, Object> range) {
    return found(Map.of("at", range));
  }

  private List<String> refused(Map<String, Object> range) {
    return ask(Map.of("filter", Map.of("at", range))).path("errors").findValuesAsText("code");
  }

  private List<String> found(Map<String, Object> filter) {
    return subjects(ask(Map.of("filter", filter)));
  }

  private static List<String> subjects(JsonNode answer) {
    assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
    return answer.at("/data/auditLog/nodes").findValuesAsText("subjectId");
  }

  private JsonNode ask(Map<String, Object> variables) {
    Actor analyst = new Actor(new UUID(1, 1), "Ann", Role.ANALYST, Actor.Kind.PERSON, null);
    return graphQl.ask(analyst, LOG, new HashMap<>(variables));
  }
}
