package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.contract.Contracts.Answer;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@ContractTest
@Property(name = "countersign.database.name", value = "countersign_contract_list")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ContractListTest {
  private static final String LIST =
      """
      query($filter: ContractFilter, $first: Int, $after: String) {
        contracts(filter: $filter, first: $first, after: $after) {
          totalCount nodes { id } pageInfo { hasNextPage endCursor } } }
      """;

  @Inject Contracts contracts;
  @Inject TestClock clock;
  @Inject Sql sql;

  /** Five contracts, C-5 the newest; C-2 and C-3 are read, C-3 in an older text. */
  @BeforeAll
  void fill() {
    take("C-1", "000000000001", Map.of("type", "GAP", "contractDate", "2024-01-01"));
    take("C-2", "000000000002", Map.of("type", "VSC", "text", "two", "jurisdiction", "US-CA"));
    take("C-3", "000000000002", Map.of("type", "VSC", "text", "three", "jurisdiction", "US"));
    take("C-4", "ACC-4", Map.of("type", "WARRANTY", "textStatus", "FAILED"));
    take("C-5", "ACC-5", Map.of("type", "TIRE_WHEEL", "contractDate", "2024-03-01"));
    UUID operator = Ids.next();
    sql.update(
        """
        INSERT INTO person (id, email, name, role, password_hash, created_at)
        VALUES (?, 'reader@example.org', 'Reader', 'OPERATOR', '-', ?)
        """,
        operator,
        clock.instant());
    extract("C-2", "APPROVED", operator);
    extract("C-3", "PENDING", operator);
    take("C-3", "000000000002", Map.of("type", "VSC", "text", "three, again"));
  }

  private void take(String id, String account, Map<String, ?> more) {
    clock.advance(Duration.ofSeconds(1));
    contracts.take(id, account, more);
  }

  private void extract(String contractId, String status, UUID operator) {
    boolean isApproved = status.equals("APPROVED");
    sql.update(
        """
        INSERT INTO extraction (id, contract_id, document_id, document_version, text_hash, provider,
          run, is_current, status, reading, premium_confidence, method_confidence, fee_confidence,
          model, is_text_complete, duration_millis, extracted_at, extracted_by, submitted_at,
          submitted_by)
        SELECT ?, d.contract_id, d.id, d.version, d.hash, 'RULES', 1, true, ?, '{}', 0, 0, 0,
          'rules', true, 1, ?, ?, ?, ?
        FROM document d WHERE d.contract_id = ?
        """,
        Ids.next(),
        status,
        clock.instant(),
        operator,
        isApproved ? clock.instant() : null,
        isApproved ? operator : null,
        contractId);
  }

  private List<String> listed(Map<String, ?> filter) {
    Answer answer = contracts.ask(Role.ANALYST, LIST, Map.of("filter", filter));
    assertThat(answer.errors()).isEmpty();
    assertThat(answer.data("contracts.totalCount").asInt())
        .isEqualTo(answer.data("contracts.nodes").size());
    return answer.ids("contracts.nodes");
  }

  @Test
  void eachFieldOfTheFilterNarrows() {
    assertThat(listed(Map.of())).containsExactly("C-5", "C-4", "C-3", "C-2", "C-1");
    assertThat(listed(Map.of("accountNumber", List.of("000000000002", "ACC-5"))))
        .containsExactly("C-5", "C-3", "C-2");
    assertThat(listed(Map.of("type", List.of("GAP", "WARRANTY")))).containsExactly("C-4", "C-1");
    assertThat(listed(Map.of("jurisdiction", List.of("US-CA")))).containsExactly("C-2");
    assertThat(listed(Map.of("contractDate", Map.of("from", "2024-01-01", "to", "2024-02-29"))))
        .containsExactly("C-1");
    assertThat(listed(Map.of("contractDate", Map.of("from", "2024-01-02")))).containsExactly("C-5");
    assertThat(listed(Map.of("textStatus", List.of("PENDING")))).containsExactly("C-5", "C-1");
    assertThat(listed(Map.of("textStatus", List.of("COMPLETED", "FAILED"))))
        .containsExactly("C-4", "C-3", "C-2");
    assertThat(listed(Map.of("extractionStatus", List.of("APPROVED")))).containsExactly("C-2");
    assertThat(listed(Map.of("hasStaleExtraction", true))).containsExactly("C-3");
    assertThat(listed(Map.of("hasStaleExtraction", false)))
        .containsExactly("C-5", "C-4", "C-2", "C-1");
    assertThat(listed(Map.of("type", List.of()))).isEmpty();
    assertThat(listed(Map.of("type", List.of("VSC"), "extractionStatus", List.of("PENDING"))))
        .containsExactly("C-3");
  }

  @Test
  void pagesFollowEachOther() {
    Answer first = contracts.ask(Role.ANALYST, LIST, Map.of("first", 2));
    String cursor = first.data("contracts.pageInfo.endCursor").asText();
    Answer second = contracts.ask(Role.ANALYST, LIST, Map.of("first", 2, "after", cursor));

    assertThat(first.ids("contracts.nodes")).containsExactly("C-5", "C-4");
    assertThat(first.data("contracts.totalCount").asInt()).isEqualTo(5);
    assertThat(second.ids("contracts.nodes")).containsExactly("C-3", "C-2");
    assertThat(second.data("contracts.pageInfo.hasNextPage").asBoolean()).isTrue();
  }

  @Test
  void aListIsOnRecordWithoutAccountNumbers() {
    listed(
        Map.of(
            "accountNumber", List.of("000000000002"),
            "jurisdiction", List.of("US-CA", "Ada Lovelace")));

    assertThat(contracts.lastSearch(Role.ANALYST).toString())
        .isEqualTo(
            "{\"filter\":{\"jurisdiction\":[\"US-CA\"],\"accountNumber\":[\"\u20260002\"]},"
                + "\"contractIds\":[\"C-2\"]}");
  }

  @Test
  void aFilterTakesSoManyValues() {
    List<String> many = IntStream.range(0, 101).mapToObj(String::valueOf).toList();

    assertThat(
            contracts
                .ask(Role.ANALYST, LIST, Map.of("filter", Map.of("accountNumber", many)))
                .errors())
        .containsExactly("LIMIT_EXCEEDED");
  }
}
