package app.countersign.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law as data: what ships loads, and what is wrong is refused by name. */
class RefundLawFileTest {
  private static final String RULE =
      """
      - id: one
        jurisdiction: US-TX
        products: [GAP]
        kind: FEE_CAP
        amount: 25.00
        effectiveFrom: '2024-01-01'
        citation: Code 1
        source: a copy
        verified: false
        note: A cap.
      """;

  @Test
  void theShippedLawLoadsWithOnlyKeptTextsVerified() {
    RefundLaw law = new RefundLawFile().shippedLaw();

    assertThat(law.version()).isEqualTo("2026-11-21");
    assertThat(law.rules())
        .filteredOn(LawRule::isVerified)
        .extracting(LawRule::citation)
        .allMatch(
            citation ->
                citation.startsWith("C.R.S. 5-9.3-106")
                    || citation.startsWith("Tex. Fin. Code 354.007(")
                    || citation.startsWith("Utah Admin. Code R590-91-9")
                    || citation.startsWith("12 CFR 37.4")
                    || citation.startsWith("15 U.S.C. 1615"))
        .hasSize(18);
    assertThat(law.rules())
        .filteredOn(LawRule::isVerified)
        .allMatch(rule -> rule.quote() != null && rule.source() != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: FEE_CAP | kind: FEE_CUP | kind: FEE_CUP is none of",
        "note: A cap. | nota: A cap. | nota: is not a field here",
        "amount: 25.00 | amount: -1 | amount: must be an amount that is not negative",
        "amount: 25.00 | amount: text | amount: must be a number",
        "kind: FEE_CAP | kind: FREE_LOOK | days: is missing",
        "kind: FEE_CAP | kind: DEADLINE | days: is missing",
        "products: [GAP] | products: [] | products: is missing",
        "jurisdiction: US-TX | jurisdiction: Texas | jurisdiction: must be as US or US-CA",
        "effectiveFrom: '2024-01-01' | effectiveFrom: '2024-13-01' | must be a day",
        "effectiveFrom: '2024-01-01' | lender: OTHER | dateNote: is missing",
        "verified: false | verified: 1 | verified: must be true or false",
        "verified: false | verifiedBy: me | verifiedBy: belongs to a verified rule only",
        "verified: false | verified: true | quote: is missing",
        "kind: FEE_CAP | 'kind: METHOD_FLOOR\n  formula: NONE' | formula: NONE is no floor",
        "source: a copy | 'source: a copy\n  effectiveTo: ''2023-01-01''' | is before effectiveFrom"
      })
  void whatIsWrongIsRefusedByName(String was, String becomes, String message) {
    assertThatThrownBy(() -> law(RULE.replace(was, becomes.replace("\\n", "\n"))))
        .isInstanceOf(DataFault.class)
        .hasMessageContaining("'one'")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12-cfr-37.4.txt | The bank shall pay double | quote: is not in 12-cfr-37.4.txt",
        "no-such.txt | The bank | text: there is no documents/public-law/no-such.txt"
      })
  void aVerifiedRuleNeedsItsWordsInTheKeptText(String text, String quote, String message) {
    String verified =
        """
        verified: true
          verifiedBy: me
          verifiedOn: '2026-11-21'
          text: %s
          quote: %s
        """
            .formatted(text, quote)
            .stripTrailing();

    assertThatThrownBy(() -> law(RULE.replace("verified: false", verified)))
        .isInstanceOf(DataFault.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoRulesOfOneKindPlaceAndProductMayNotHoldAtOneTime() {
    String two = RULE.replace("id: one", "id: two");

    assertThatThrownBy(() -> law(RULE + two))
        .isInstanceOf(DataFault.class)
        .hasMessage("refund law: two: overlaps with one: one FEE_CAP rule of US-TX at a time");
    assertThatThrownBy(() -> law(RULE + RULE))
        .isInstanceOf(DataFault.class)
        .hasMessage("refund law: one: the id occurs twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jurisdiction: US-TX | jurisdiction: US-CO",
        "products: [GAP] | products: [SERVICE_CONTRACT]",
        "kind: FEE_CAP | kind: SMALL_SUMS",
        "effectiveFrom: '2024-01-01' | effectiveTo: '2023-12-31'"
      })
  void otherPlacesProductsKindsAndTimesStandSideBySide(String was, String becomes) {
    String two =
        RULE.replace("id: one", "id: two")
            .replace(was, becomes)
            .replace("effectiveTo", "dateNote: none\n  effectiveTo");

    assertThat(law(RULE + two).rules()).hasSize(2);
  }

  @Test
  void whoCancelsAndTheReasonPartRulesToo() {
    String customer = RULE.replace("kind:", "cancelledBy: [CUSTOMER]\n  kind:");
    String provider =
        RULE.replace("id: one", "id: two").replace("kind:", "cancelledBy: [PROVIDER]\n  kind:");

    assertThat(law(customer + provider).rules()).hasSize(2);
    assertThatThrownBy(() -> law(customer + RULE.replace("id: one", "id: two")))
        .hasMessageContaining("overlaps");
  }

  private static RefundLaw law(String rules) {
    return RefundLawFile.of(DataNode.parse("law.yml", "version: 'x'\nrules:\n" + rules));
  }
}
