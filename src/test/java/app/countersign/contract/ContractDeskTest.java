package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.contract.Contracts.Answer;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RequestError;
import app.countersign.review.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractTest
@Property(name = "countersign.database.name", value = "countersign_contract_desk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ContractDeskTest {
  private static final String LIST =
      """
      query($filter: ContractFilter, $first: Int, $after: String) {
        contracts(filter: $filter, first: $first, after: $after) {
          totalCount nodes { id } pageInfo { hasNextPage endCursor } } }
      """;

  @Inject Contracts contracts;
  @Inject ContractDesk desk;
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
        INSERT INTO operator (id, email, name, role, password_hash, created_at)
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

  @Test
  void eachViewIsOnRecordWhereverItComesFrom() {
    String id = Contracts.newId();
    contracts.take(id, Contracts.newAccount(), Map.of("text", "the text"));
    String query =
        "query($id: ID!) { contract(id: $id) { id document { text } documents { totalCount } } }";

    Answer first = contracts.ask(Role.ANALYST, query, Map.of("id", id));
    Answer second = contracts.ask(Role.OPERATOR, query, Map.of("id", id));

    assertThat(first.data("contract").toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"document\":{\"text\":\"the text\"},\"documents\":{\"totalCount\":1}}"
                .formatted(id));
    assertThat(second.data("contract")).isEqualTo(first.data("contract"));
    assertThat(contracts.record(id).subList(1, 3))
        .containsExactly("VIEW The ANALYST {\"version\": 1}", "VIEW The OPERATOR {\"version\": 1}");
  }

  @Test
  void whatWasSeenIsWhatIsThereNow() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    contracts.take(id, account, Map.of("text", "first"));
    desk.view(Contracts.ANALYST, id);

    contracts.take(id, account, Map.of("text", "second"));

    assertThat(desk.view(Contracts.ANALYST, id)).returns(2, Contract::documentVersion);
  }

  @Test
  void aContractThatIsNotThereLeavesNoRecordAndIsFoundOnceItIs() {
    String id = Contracts.newId();
    long entries = contracts.rows().get("audit_entry");

    assertThat(desk.view(Contracts.ANALYST, id)).isNull();
    assertThat(contracts.rows()).containsEntry("audit_entry", entries);

    contracts.take(id, Contracts.newAccount(), Map.of());
    assertThat(desk.view(Contracts.ANALYST, id)).isNotNull();
  }

  @Test
  void aNodeIsAViewToo() {
    String first = Contracts.newId();
    String second = Contracts.newId();
    contracts.take(first, Contracts.newAccount(), Map.of());
    contracts.take(second, Contracts.newAccount(), Map.of());

    Answer one =
        contracts.ask(
            Role.ANALYST,
            "query($id: ID!) { node(id: $id) { id __typename } }",
            Map.of("id", first));
    Answer many =
        contracts.ask(
            Role.OPERATOR,
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            Map.of("ids", List.of(first, "nobody", second)));

    assertThat(one.data("node").toString())
        .isEqualTo("{\"id\":\"%s\",\"__typename\":\"Contract\"}".formatted(first));
    assertThat(many.data("nodes.1").isNull()).isTrue();
    assertThat(contracts.record(first).subList(1, 3))
        .containsExactly("VIEW The ANALYST {\"version\": 1}", "VIEW The OPERATOR {\"version\": 1}");
    assertThat(contracts.record(second)).hasSize(2);
  }

  @Test
  void manyLongTextsAreNotReadAtOnce() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    for (int number = 1; number <= 3; number++) {
      contracts.take(id, account, Map.of("text", number + "t".repeat(4_000_000)));
    }
    String query =
        "query($id: ID!, $n: Int) { contract(id: $id) { documents(first: $n) {"
            + " nodes { version text } } } }";

    Answer all = contracts.ask(Role.ANALYST, query, Map.of("id", id, "n", 3));
    Answer two = contracts.ask(Role.ANALYST, query, Map.of("id", id, "n", 2));

    assertThat(all.errors()).contains("LIMIT_EXCEEDED");
    assertThat(two.errors()).isEmpty();
    assertThat(two.data("contract.documents.nodes.1.text").asText()).hasSize(4_000_001);
  }

  @Test
  void whatHappenedToAContractIsRead() {
    String id = Contracts.newId();
    contracts.take(id, Contracts.newAccount(), Map.of());
    clock.advance(Duration.ofSeconds(1));
    desk.view(Contracts.ANALYST, id);

    Answer answer =
        contracts.ask(
            Role.ANALYST,
            """
            query($id: ID!) { contractAudit(contractId: $id, first: 1) {
              totalCount nodes { action subjectType subjectId } } }
            """,
            Map.of("id", id));

    assertThat(answer.data("contractAudit.totalCount").asInt()).isEqualTo(2);
    JsonNode newest = answer.data("contractAudit.nodes.0");
    assertThat(newest.path("action").asText()).isEqualTo("VIEW");
    assertThat(newest.path("subjectId").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ contract(id: \"C-1\") { id } }",
        "{ contracts { totalCount } }",
        "{ searchContracts(accountNumber: \"ACC-4\") { isStale } }",
        "{ contractAudit(contractId: \"C-1\") { totalCount } }",
        "{ node(id: \"C-1\") { id } }",
      })
  void nobodyReadsWithoutSigningIn(String query) {
    assertThat(contracts.ask(null, query).errors()).containsExactly("UNAUTHENTICATED");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "1_2", "a b"})
  void whatIsNoAccountNumberIsRefused(String number) {
    assertThatThrownBy(() -> desk.search(Contracts.ANALYST, number))
        .isInstanceOf(RequestError.class)
        .hasMessage("An account number takes 1 to 64 letters, digits and hyphens.");
  }

  @Test
  void aSearchIsFromTheDatabaseThenFromMemoryAndOnRecordEachTime() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    contracts.take(id, account, Map.of());
    long searches = contracts.searches();

    ContractSearchResult first = desk.search(Contracts.ANALYST, " " + account + " ");
    ContractSearchResult second = desk.search(Contracts.ANALYST, account);

    assertThat(first.answeredFrom()).isEqualTo(SearchSource.DATABASE);
    assertThat(second.answeredFrom()).isEqualTo(SearchSource.CACHE);
    assertThat(second.accountNumber()).isEqualTo(account);
    assertThat(second.matches())
        .isEqualTo(first.matches())
        .extracting(Contract::id)
        .containsExactly(id);
    assertThat(second.checkedAt()).isNull();
    assertThat(second.isStale()).isFalse();
    assertThat(contracts.searches()).isEqualTo(searches + 2);
    assertThat(contracts.lastSearch(Role.ANALYST).toString())
        .isEqualTo(
            "{\"isStale\":false,\"contractIds\":[\"%s\"],\"answeredFrom\":\"CACHE\",\"accountNumber\":\"\u2026%s\"}"
                .formatted(id, account.substring(8)));
    assertThat(
            contracts.number(
                "SELECT count(*) FROM audit_entry e WHERE e::text LIKE ?", "%" + account + "%"))
        .isZero();
  }

  @Test
  void anImportIsSeenByTheNextSearchOfEveryAccountItTouches() {
    String id = Contracts.newId();
    String before = Contracts.newAccount();
    String after = Contracts.newAccount();
    contracts.take(id, before, Map.of());
    contracts.take(Contracts.newId(), after, Map.of());
    desk.search(Contracts.ANALYST, before);
    desk.search(Contracts.ANALYST, after);

    contracts.take(id, after, Map.of());

    assertThat(desk.search(Contracts.ANALYST, before).matches()).isEmpty();
    assertThat(desk.search(Contracts.ANALYST, after).matches()).hasSize(2);
  }

  @Test
  void twelveDigitsAreFoundByTheirGroupsUnlessThereIsAnAccountWithJustTheseHyphens() {
    contracts.take("D-1", "123456789012", Map.of());

    assertThat(desk.search(Contracts.ANALYST, "123-4567-89012").matches())
        .extracting(Contract::id)
        .containsExactly("D-1");

    contracts.take("D-2", "123-4567-89012", Map.of());

    assertThat(desk.search(Contracts.ANALYST, "123-4567-89012").matches())
        .extracting(Contract::id)
        .containsExactly("D-2");
    contracts.take("D-1", "ACC-9", Map.of());
    contracts.take("D-2", "ACC-9", Map.of());
  }
}
