package app.countersign.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.document.DocumentText;
import app.countersign.money.Money;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleContractsTest {
  private static final List<SampleContract> SAMPLES = SampleContracts.load();

  private static final String SAMPLE =
      """
      contracts:
        - contractId: GAP-2024-0001
          accountNumber: '400120093771'
          contractType: GAP
          contractDate: '2024-03-15'
          effectiveDate: '2024-03-15'
          termMonths: 60
          jurisdiction: US-TX
          customerName: Marisol Etcheverry
          vehicle: {make: Toyota, model: RAV4, year: 2023}
          price: 895.00
          file: GAP-2024-0001.txt
          traps: [TWO_FEES]
          trap: Two fees.
          answers:
            premium: {amount: 895.00, page: 1, quote: 'WAIVER CHARGE $895.00'}
      """;

  static Stream<SampleContract> samples() {
    return SAMPLES.stream();
  }

  @Test
  void thereAreTwentySamplesOfEveryTypeWithDifferentIds() {
    assertThat(SAMPLES).hasSize(20).extracting(SampleContract::contractId).doesNotHaveDuplicates();
    assertThat(SAMPLES)
        .extracting(SampleContract::contractType)
        .contains("GAP", "VSC", "F&I", "TIRE_WHEEL", "WARRANTY");
  }

  @Test
  void everyTrapIsSetSomewhereAndEverySampleSetsOne() {
    Set<Trap> traps = new HashSet<>();
    SAMPLES.forEach(sample -> traps.addAll(sample.traps()));

    assertThat(traps).containsExactlyInAnyOrder(Trap.values());
    assertThat(SAMPLES).allSatisfy(sample -> assertThat(sample.traps()).isNotEmpty());
  }

  @Test
  void everyMethodIsTheAnswerSomewhere() {
    List<RefundMethod> methods =
        SAMPLES.stream()
            .map(sample -> sample.answers().refundMethod())
            .filter(Objects::nonNull)
            .map(Answer::value)
            .toList();

    assertThat(methods).contains(RefundMethod.values());
  }

  @Test
  void theRuleOf78sIsNamedInFourWays() {
    List<String> words =
        SAMPLES.stream()
            .map(sample -> sample.answers().refundMethod())
            .filter(Objects::nonNull)
            .filter(answer -> answer.value() == RefundMethod.RULE_OF_78)
            .map(Answer::words)
            .toList();

    assertThat(words)
        .containsExactly(
            "Rule of 78s",
            "sum of the digits",
            "Rule of Seventy- Eights",
            "sum-of-the-months'-digits method, commonly known as the 78ths method");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyAnswerStandsOnItsPageInItsOwnWords(SampleContract sample) {
    assertThat(answers(sample))
        .allSatisfy(
            answer -> {
              assertThat(folded(sample.text().page(answer.page()))).contains(answer.quote());
              assertThat(answer.quote()).isEqualTo(folded(answer.quote())).contains(answer.words());
            });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theTextCarriesTheNumbersOfItsContract(SampleContract sample) {
    assertThat(sample.contractId()).matches("[A-Z]{3}-20[0-9]{2}-[0-9]{4}");
    assertThat(sample.accountNumber()).matches("[0-9]{12}|ACC(-[0-9]{5}){2}");
    assertThat(sample.text().content())
        .contains(sample.contractId())
        .contains(sample.accountNumber());
    assertThat(sample.text().pageCount()).isBetween(2, 30);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStatedPremiumIsThePriceOfTheDeal(SampleContract sample) {
    Answer<Money> premium = sample.answers().premium();

    if (sample.traps().contains(Trap.PRICE_BLANK)) {
      assertThat(premium).isNull();
    } else {
      assertThat(premium).isNotNull();
      assertThat(premium.value()).isEqualTo(sample.deal().price());
    }
  }

  @Test
  void twoContractsShareOneAccountNumber() {
    assertThat(SAMPLES)
        .filteredOn(sample -> sample.accountNumber().equals("400120093771"))
        .extracting(SampleContract::contractId)
        .containsExactly("GAP-2024-0001", "VSC-2024-0006");
    assertThat(SAMPLES).extracting(SampleContract::accountNumber).hasSize(20);
    assertThat(new HashSet<>(SAMPLES.stream().map(SampleContract::accountNumber).toList()))
        .hasSize(19);
  }

  @Test
  void numbersOfOtherContractsStandInTheTextMeantForThat() {
    String text = sample("VSC-2025-0016").text().content();

    assertThat(text)
        .contains(sample("GAP-2024-0001").accountNumber(), sample("GAP-2024-0002").accountNumber());
  }

  @Test
  void theLongTextHasThirtyPagesAndNinetyThousandCharacters() {
    DocumentText text = sample("GAP-2025-0015").text();

    assertThat(text.pageCount()).isEqualTo(30);
    assertThat(text.content().length()).isBetween(80_000, 100_000);
  }

  @Test
  void allThatIsKnownOfADealIsRead() {
    SampleContract sample = sample("VSC-2024-0006");

    assertThat(sample.vehicle()).isEqualTo(new SampleVehicle("Toyota", "RAV4", 2023));
    assertThat(sample.deal().price()).isEqualTo(dollars("1800.00"));
    assertThat(sample.deal().termMonths()).isEqualTo(60);
    assertThat(sample.deal().lender()).isEqualTo("Bluestem Fields Credit Union");
    assertThat(sample.deal().amountFinanced()).isEqualTo(dollars("30000.00"));
    assertThat(sample.deal().annualPercentageRate()).isEqualByComparingTo("7.2");
    assertThat(sample.deal().odometerAtSale()).isEqualTo(11_204);
    assertThat(sample.deal().mileageLimit()).isEqualTo(75_000);
  }

  @Test
  void feesAreAmountsOrSharesWithACap() {
    assertThat(fee("GAP-2024-0001")).isEqualTo(new CancellationFee.Fixed(dollars("50.00")));
    assertThat(fee("GAP-2024-0004")).isEqualTo(new CancellationFee.Fixed(dollars("0.00")));
    assertThat(fee("GAP-2024-0003"))
        .isEqualTo(
            new CancellationFee.Percentage(
                BigDecimal.TEN, CancellationFee.Base.REFUND, dollars("25.00")));
    assertThat(fee("FNI-2025-0020"))
        .isEqualTo(
            new CancellationFee.Percentage(
                BigDecimal.valueOf(5), CancellationFee.Base.PRICE, dollars("75.00")));
    assertThat(sample("GAP-2025-0010").answers().cancellationFee()).isNull();
    assertThat(sample("GAP-2025-0010").answers().refundMethod()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "    price: 895.00|    cost: 895.00|cost: is not a field here",
        "    price: 895.00||price: is missing",
        "    termMonths: 60||termMonths: is missing",
        "    vehicle: {make: Toyota, model: RAV4, year: 2023}||vehicle: is missing",
        "'400120093771'|'4001 2009 3771'|4001 2009 3771 does not match [A-Za-z0-9-]{1,64}",
        "US-TX|Texas|jurisdiction: Texas does not match US-[A-Z]{2}",
        "contractType: GAP|contractType: CAR|CAR does not match GAP|VSC|F&I|TIRE_WHEEL|WARRANTY",
        "TWO_FEES|NO_TRAP|traps: NO_TRAP is none of",
        "file: GAP-2024-0001.txt|file: ../x.txt|file: ../x.txt does not match",
        "file: GAP-2024-0001.txt|file: none.txt|documents/samples/none.txt: there is no such file",
        "page: 1|page: 0|page: must be a whole number above zero",
        "premium:|price:|answers: price: is not a field here"
      })
  void aFaultIsNamed(String good, String bad, String message) {
    String faulty = SAMPLE.replace(good, bad == null ? "" : bad);

    assertThatThrownBy(() -> SampleContracts.of(DataNode.parse("file", faulty)))
        .isInstanceOf(DataFault.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSampleThatIsThereTwiceIsNamed() {
    String twice = SAMPLE + SAMPLE.substring("contracts:\n".length());

    assertThatThrownBy(() -> SampleContracts.of(DataNode.parse("file", twice)))
        .isInstanceOf(DataFault.class)
        .hasMessageContaining("contractId: GAP-2024-0001 is there twice");
  }

  static List<Answer<?>> answers(SampleContract sample) {
    SampleAnswers answers = sample.answers();
    return Stream.<Answer<?>>of(
            answers.premium(), answers.refundMethod(), answers.cancellationFee())
        .filter(Objects::nonNull)
        .toList();
  }

  static String folded(String text) {
    return String.join(" ", Arrays.asList(text.strip().split("\\s+")));
  }

  static SampleContract sample(String contractId) {
    return SAMPLES.stream()
        .filter(sample -> sample.contractId().equals(contractId))
        .findFirst()
        .orElseThrow();
  }

  private static CancellationFee fee(String contractId) {
    return Objects.requireNonNull(sample(contractId).answers().cancellationFee()).value();
  }

  private static Money dollars(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }
}
