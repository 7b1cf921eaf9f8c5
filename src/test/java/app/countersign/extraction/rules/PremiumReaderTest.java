package app.countersign.extraction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.extraction.Term;
import app.countersign.money.Money;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PremiumReaderTest {

  /** Text, price, least and most confidence. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("GAP Waiver Charge: $895.00", "895.00 USD", 95, 95),
        Arguments.of("GAP WAIVER CHARGE ........................ $1249", "1249.00 USD", 95, 95),
        Arguments.of("Service Contract Price    USD 1,249.00", "1249.00 USD", 90, 95),
        Arguments.of("Contract Purchase Price (plus tax): $2,310.50", "2310.50 USD", 80, 95),
        Arguments.of("GAP Waiver Price\n$895.00\nTerm\n60 months", "895.00 USD", 90, 95),
        Arguments.of(
            "The cost of this GAP Waiver is $750.00 and is paid once.", "750.00 USD", 90, 95),
        Arguments.of(
            "You agree to pay $1,100.00 for this Agreement in addition to the vehicle price.",
            "1100.00 USD",
            85,
            95),
        Arguments.of(
            "Premium paid by the customer: one thousand two hundred dollars ($1,200.00)",
            "1200.00 USD",
            80,
            95),
        Arguments.of(
            "Vehicle Purchase Price: $32,000.00\nAmount Financed: $30,100.00\n"
                + "GAP Premium: $795.00\nDeductible: $100.00\nMonthly Payment: $596.87\n"
                + "Limit of Liability: $50,000.00",
            "795.00 USD",
            95,
            95),
        Arguments.of(
            "| Product | Term | Price |\n|---|---|---|\n| GAP Waiver | 60 | $895.00 |",
            "895.00 USD",
            80,
            95),
        Arguments.of(
            "Coverage          Term        Charge\nGAP Waiver        60 mo       $910.00",
            "910.00 USD",
            75,
            95),
        Arguments.of(
            "GAP WAIVER AGREEMENT\nGAP Charge: $895.00\nVehicle Service Contract Price: $2,100.00",
            "895.00 USD",
            90,
            95),
        Arguments.of("GAP Waiver Charge: $______", "absent", 90, 90),
        Arguments.of("GAP Charge: see retail installment contract", "absent", 90, 90),
        Arguments.of("The GAP charge is shown in the finance agreement.", "absent", 90, 90),
        Arguments.of("Vehicle Price: $32,000.00\nAmount Financed: $30,000.00", "absent", 60, 80),
        Arguments.of("The maximum benefit under this waiver is $50,000.00.", "absent", 60, 80),
        Arguments.of("You pay a $100.00 deductible for each repair visit.", "absent", 60, 80),
        Arguments.of(
            "For example, if the GAP charge is $600.00 and 12 of 48 months passed, we refund"
                + " $450.00.",
            "absent",
            60,
            80),
        Arguments.of("GAP Waiver Charge: $l,249.OO", "1249.00 USD", 30, 50),
        Arguments.of("GAP Waiver Charge: $8 95.00", "895.00 USD", 30, 50),
        Arguments.of("GAP Waiver Charge: $1.249,00", "1249.00 USD", 30, 50),
        Arguments.of("GAP Waiver Charge: $895.123", "absent", 60, 90),
        Arguments.of(
            "GAP Waiver Charge: $895.00\n\nTerms\n\nGAP Waiver Charge: $985.00", "absent", 0, 40),
        Arguments.of("GAP Waiver ......... $895.00", "895.00 USD", 50, 70),
        Arguments.of(
            "GAP\u00A0Waiver\u2009Charge:\u00A0\uFF04\uFF18\uFF19\uFF15.00", "895.00 USD", 90, 95),
        Arguments.of("Vehicle Price\nGAP Charge\n$32,000.00\n$895.00", "absent", 0, 90),
        Arguments.of("GAP charge: \u20AC 640.00", "640.00 EUR", 90, 95),
        Arguments.of("Refund of premium: $450.00", "absent", 60, 80));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void findsThePriceOfTheProduct(String text, String price, int least, int most) {
    Term<Money> term = Found.reading(text).premium();

    assertThat(Found.premium(term)).isEqualTo(price);
    assertThat(term.confidence().intValue()).isBetween(least, most);
  }

  @Test
  void quotesTheLineAndThePage() {
    Term<Money> term =
        Found.reading("Registration\n\f\nName: A. Buyer\nGAP Charge: $895.00\nTerm: 60").premium();

    assertThat(term.source().quote()).isEqualTo("GAP Charge: $895.00");
    assertThat(term.source().page()).isEqualTo(2);
    assertThat(term.words()).isEqualTo("$895.00");
  }
}
