package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.contract.Contracts.Answer;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RequestError;
import app.countersign.review.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  @Inject Contracts contracts;
  @Inject ContractDesk desk;
  @Inject TestClock clock;

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
