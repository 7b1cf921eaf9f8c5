package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.contract.Contracts.Answer;
import app.countersign.money.Money;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.review.TestClock;
import app.countersign.terms.LenderKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ContractTest
@Timeout(120)
class ContractImportTest {
  private static final String TEXT = "Page one\fPage two";
  private static final Map<String, Object> WHOLE =
      Map.ofEntries(
          Map.entry("type", "VSC"),
          Map.entry("contractDate", "2024-01-31"),
          Map.entry("effectiveDate", "2024-02-01"),
          Map.entry("endDate", "2029-01-31"),
          Map.entry("termMonths", 60),
          Map.entry("customerName", " Ada Lovelace "),
          Map.entry("vehicle", Map.of("make", "Honda", "model", "Civic", "year", 2023)),
          Map.entry("price", Map.of("amount", "1249")),
          Map.entry("jurisdiction", "US-CA"),
          Map.entry(
              "loan",
              Map.of(
                  "amount",
                  Map.of("amount", "20000.00"),
                  "annualRatePct",
                  "7.20",
                  "payment",
                  Map.of("amount", "398.2"),
                  "lender",
                  "NATIONAL_BANK")),
          Map.entry("odometerAtSale", 12),
          Map.entry("mileageLimit", 100_000),
          Map.entry("objectKey", "contracts/one.pdf"),
          Map.entry("text", TEXT),
          Map.entry("textExtractedAt", "2024-02-02T10:00:00+02:00"));
  private static final String MUTATION =
      """
      mutation($input: ImportContractInput!) { importContract(input: $input) {
        contract { id version effectiveDate price { amount currency }
          loan { amount { amount } annualRatePct payment { amount } lender }
          vehicle { make model year } pdfPath customerName
          document { version textStatus hash pages text textExtractedAt }
          documents { totalCount nodes { version textStatus text } } }
        outcome userErrors { code path message } } }
      """;

  private final Contracts contracts;
  private final DocumentRepository documents;
  private final TestClock clock;

  ContractImportTest(Contracts contracts, DocumentRepository documents, TestClock clock) {
    this.contracts = contracts;
    this.documents = documents;
    this.clock = clock;
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }

  private ContractDocument inForce(String id) {
    return documents.inForce(List.of(id)).get(id);
  }

  @Test
  void aNewContractComesInWithItsText() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();

    StoredContract stored = contracts.take(id, " " + account + " ", WHOLE);

    assertThat(stored.outcome()).isEqualTo(ImportOutcome.CREATED);
    assertThat(stored.contract())
        .isEqualTo(
            new Contract(
                id,
                account,
                ContractType.VSC,
                LocalDate.of(2024, 1, 31),
                LocalDate.of(2024, 2, 1),
                LocalDate.of(2029, 1, 31),
                60,
                "Ada Lovelace",
                new Vehicle("Honda", "Civic", 2023),
                new Money(new BigDecimal("1249.00"), "USD"),
                "US-CA",
                new ContractLoan(
                    new Money(new BigDecimal("20000.00"), "USD"),
                    new BigDecimal("7.2"),
                    new Money(new BigDecimal("398.20"), "USD"),
                    LenderKind.NATIONAL_BANK),
                12,
                100_000,
                "contracts/one.pdf",
                1,
                clock.instant(),
                1,
                clock.instant(),
                clock.instant()));
    assertThat(inForce(id).pageCount()).isEqualTo(2);
    assertThat(inForce(id).textExtractedAt()).hasToString("2024-02-02T08:00:00Z");
    assertThat(contracts.record(id))
        .containsExactly(
            "IMPORT The SENIOR_OPERATOR {\"version\": 1, \"textHash\": \"%s\", \"documentVersion\": 1}"
                .formatted(inForce(id).hash()));
  }

  @Test
  void theSameAgainChangesNothingButWhenItWasSynced() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    Contract first = contracts.take(id, account, WHOLE).contract();
    Map<String, Long> rows = contracts.rows();
    clock.advance(Duration.ofMinutes(1));

    StoredContract again = contracts.take(id, account, WHOLE);

    assertThat(again.outcome()).isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(again.contract().version()).isEqualTo(1);
    assertThat(again.contract().updatedAt()).isEqualTo(first.updatedAt());
    assertThat(again.contract().syncedAt()).isEqualTo(first.syncedAt().plusSeconds(60));
    assertThat(contracts.rows()).isEqualTo(rows);
  }

  @Test
  void whatIsLeftOutIsNotWiped() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    Contract first = contracts.take(id, account, WHOLE).contract();

    StoredContract bare = contracts.take(id, account, Map.of("type", "VSC", "customerName", " "));
    StoredContract other =
        contracts.take(
            id,
            "ACC-" + account,
            Map.of("type", "VSC", "termMonths", 48, "vehicle", Map.of("year", 2024)));

    assertThat(bare.outcome()).isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(other.outcome()).isEqualTo(ImportOutcome.UPDATED);
    assertThat(other.contract().termMonths()).isEqualTo(48);
    assertThat(other.contract().vehicle()).isEqualTo(new Vehicle("Honda", "Civic", 2024));
    assertThat(other.contract().loan()).isEqualTo(first.loan());
    assertThat(other.contract().price()).isEqualTo(first.price());
    assertThat(other.contract().version()).isEqualTo(2);
    assertThat(other.contract().documentVersion()).isEqualTo(1);
    assertThat(contracts.record(id).getLast())
        .startsWith("IMPORT The SENIOR_OPERATOR {\"version\": 1, ")
        .endsWith(
            "\"changed\": [\"accountNumber\", \"termMonths\", \"vehicle\"], "
                + "\"version\": 2, \"textHash\": \"%s\", \"documentVersion\": 1}"
                    .formatted(inForce(id).hash()));
  }

  @Test
  void anotherLoanIsTakenWholeAndTheSameKeepsWhatIsKnownOfIt() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    contracts.take(id, account, WHOLE);
    Map<String, Object> same =
        Map.of("amount", Map.of("amount", "20000"), "annualRatePct", 7.2, "lender", "OTHER");
    Map<String, Object> other = Map.of("amount", Map.of("amount", 30000), "annualRatePct", "0");

    ContractLoan lent =
        contracts.take(id, account, Map.of("type", "VSC", "loan", same)).contract().loan();
    ContractLoan second =
        contracts.take(id, account, Map.of("type", "VSC", "loan", other)).contract().loan();

    assertThat(lent)
        .isEqualTo(
            new ContractLoan(
                new Money(new BigDecimal("20000.00"), "USD"),
                new BigDecimal("7.2"),
                new Money(new BigDecimal("398.20"), "USD"),
                LenderKind.OTHER));
    assertThat(second)
        .isEqualTo(
            new ContractLoan(
                new Money(new BigDecimal("30000.00"), "USD"), BigDecimal.ZERO, null, null));
  }

  @Test
  void aNewTextIsTheNextDocumentAndTheOldOneStays() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    contracts.take(id, account, text("first"));

    StoredContract second = contracts.take(id, account, text("second"));
    StoredContract same = contracts.take(id, account, text("second"));
    StoredContract back = contracts.take(id, account, text("first"));

    assertThat(second.contract().documentVersion()).isEqualTo(2);
    assertThat(second.contract().version()).isEqualTo(2);
    assertThat(same.outcome()).isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(back.contract().documentVersion()).isEqualTo(3);
    assertThat(
            contracts.texts(
                "SELECT version || ' ' || text FROM document WHERE contract_id = ? ORDER BY 1", id))
        .containsExactly("1 first", "2 second", "3 first");
    assertThat(contracts.record(id)).noneMatch(entry -> entry.contains("second"));
  }

  @Test
  void aTextThatIsThereIsNotGivenUpWhileAnotherIsPending() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();

    assertThat(contracts.take(id, account, Map.of("textStatus", "PENDING")).contract())
        .returns(0, Contract::documentVersion);
    assertThat(contracts.take(id, account, Map.of("textStatus", "FAILED")).contract())
        .returns(1, Contract::documentVersion);
    assertThat(contracts.take(id, account, Map.of("textStatus", "FAILED")).outcome())
        .isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(contracts.take(id, account, Map.of()).outcome()).isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(contracts.take(id, account, Map.of("textStatus", "PENDING")).contract())
        .returns(2, Contract::documentVersion);
    assertThat(contracts.take(id, account, text("there")).contract())
        .returns(3, Contract::documentVersion);
    assertThat(contracts.take(id, account, Map.of("textStatus", "PENDING")).outcome())
        .isEqualTo(ImportOutcome.UNCHANGED);
    assertThat(contracts.take(id, account, Map.of("textStatus", "FAILED")).contract())
        .returns(4, Contract::documentVersion);
    assertThat(inForce(id).textStatus()).isEqualTo(TextStatus.FAILED);
  }

  @Test
  void theLastDayIsHeldAgainstWhatIsKnownOfTheFirst() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    contracts.take(id, account, Map.of("contractDate", "2024-01-31"));
    Map<String, Long> rows = contracts.rows();

    assertThatThrownBy(() -> contracts.take(id, account, Map.of("endDate", "2024-01-30")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.errors().getFirst().path()).containsExactly("input", "endDate"));
    assertThat(contracts.rows()).isEqualTo(rows);
    assertThat(contracts.take(id, account, Map.of("endDate", "2024-01-31")).outcome())
        .isEqualTo(ImportOutcome.UPDATED);
    assertThatThrownBy(() -> contracts.take(id, account, Map.of("effectiveDate", "2024-02-01")))
        .hasMessage("The last day of cover is not before the first.");
  }

  @Test
  void differentTextsAtOnceGetVersionsWithoutGapsAndOneIsInForce() throws Exception {
    String id = Contracts.newId();
    String account = Contracts.newAccount();

    List<StoredContract> stored =
        Contracts.atOnce(32, number -> contracts.take(id, account, text("text " + number)));

    assertThat(stored)
        .extracting(one -> one.contract().documentVersion())
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 32).boxed().toList());
    assertThat(stored)
        .extracting(one -> one.contract().version())
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 32).boxed().toList());
    assertThat(stored).filteredOn(one -> one.outcome() == ImportOutcome.CREATED).hasSize(1);
    assertThat(inForce(id).version()).isEqualTo(32);
    assertThat(contracts.record(id)).hasSize(32);
  }

  @Test
  void theSameTextAtOnceIsOneDocument() throws Exception {
    String id = Contracts.newId();
    String account = Contracts.newAccount();

    List<StoredContract> stored =
        Contracts.atOnce(32, _ -> contracts.take(id, account, text("the same")));

    assertThat(stored).filteredOn(one -> one.outcome() == ImportOutcome.CREATED).hasSize(1);
    assertThat(stored).filteredOn(one -> one.outcome() == ImportOutcome.UNCHANGED).hasSize(31);
    assertThat(contracts.number("SELECT count(*) FROM document WHERE contract_id = ?", id))
        .isEqualTo(1);
    assertThat(contracts.record(id)).hasSize(1);
  }

  @Test
  void theMutationAnswersWhatItDid() {
    String id = Contracts.newId();
    Map<String, Object> input = new TreeMap<>(WHOLE);
    input.put("contractId", id);
    input.put("accountNumber", Contracts.newAccount());

    Answer answer = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", input));

    assertThat(answer.data("importContract.userErrors")).isEmpty();
    assertThat(answer.data("importContract.outcome").asText()).isEqualTo("CREATED");
    assertThat(answer.data("importContract.contract.price").toString())
        .isEqualTo("{\"amount\":\"1249.00\",\"currency\":\"USD\"}");
    assertThat(answer.data("importContract.contract.loan").toString())
        .isEqualTo(
            "{\"amount\":{\"amount\":\"20000.00\"},\"annualRatePct\":\"7.2\","
                + "\"payment\":{\"amount\":\"398.20\"},\"lender\":\"NATIONAL_BANK\"}");
    assertThat(answer.data("importContract.contract.pdfPath").asText())
        .isEqualTo("/contracts/" + id + "/pdf");
    assertThat(answer.data("importContract.contract.document.text").asText()).isEqualTo(TEXT);
    assertThat(answer.data("importContract.contract.document.textExtractedAt").asText())
        .isEqualTo("2024-02-02T08:00:00Z");
    assertThat(answer.data("importContract.contract.documents.totalCount").asInt()).isEqualTo(1);
  }

  @Test
  void aRepeatedCallIsAnsweredAsTheFirst() {
    String id = Contracts.newId();
    String account = Contracts.newAccount();
    Map<String, Object> input =
        Map.of(
            "contractId", id, "accountNumber", account, "type", "GAP", "idempotencyKey", "k-" + id);
    Map<String, Object> changed = new TreeMap<>(input);
    changed.put("type", "VSC");

    Answer first = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", input));
    Answer again = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", input));
    Answer other = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", changed));

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.data("importContract.outcome").asText()).isEqualTo("CREATED");
    assertThat(other.data("importContract.userErrors").findValuesAsText("code"))
        .containsExactly("KEY_REUSED");
  }

  @Test
  void aRefusedMutationNamesEachPlaceAndChangesNothing() {
    Map<String, Long> rows = contracts.rows();
    Map<String, Object> input =
        Map.of(
            "contractId", "a b",
            "accountNumber", "1_2",
            "type", "GAP",
            "termMonths", 0,
            "price", Map.of("amount", "$1,249.00"));
    Map<String, Object> ranged = new TreeMap<>(input);
    ranged.put("price", Map.of("amount", "1.249", "currency", "USD"));

    Answer bound = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", input));
    Answer checked = contracts.ask(Role.SENIOR_OPERATOR, MUTATION, Map.of("input", ranged));

    assertThat(bound.data("importContract.userErrors").toString())
        .contains("[\"input\",\"price\",\"amount\"]");
    assertThat(checked.data("importContract.userErrors").findValues("path"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "[\"input\",\"contractId\"]",
            "[\"input\",\"accountNumber\"]",
            "[\"input\",\"termMonths\"]",
            "[\"input\",\"price\",\"amount\"]");
    assertThat(contracts.rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ANALYST", "OPERATOR"})
  void onlySeniorsMayImport(Role role) {
    Map<String, Long> rows = contracts.rows();
    Map<String, Object> input =
        Map.of("contractId", Contracts.newId(), "accountNumber", "1", "type", "GAP");

    assertThat(contracts.ask(role, MUTATION, Map.of("input", input)).errors())
        .containsExactly("FORBIDDEN");
    assertThat(contracts.ask(null, MUTATION, Map.of("input", input)).errors())
        .containsExactly("UNAUTHENTICATED");
    assertThat(contracts.rows()).isEqualTo(rows);
  }
}
