package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.graphql.RefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRulesTest {
  private static final String LONG = "x".repeat(1_025);

  private static String line(String more) {
    return """
    {"contractId": "C-1", "accountNumber": "ACC-1", "type": "GAP"%s}\
    """
        .formatted(more.isEmpty() ? "" : ", " + more);
  }

  private static ImportedContract checked(String line) {
    return ImportRules.checked(ContractLine.read(line));
  }

  private static String refusal(String line) {
    try {
      checked(line);
      return "none";
    } catch (RefusedException refused) {
      return "%s %s"
          .formatted(
              refused.errors().getFirst().code(),
              String.join(".", refused.errors().getFirst().path()));
    }
  }

  static Stream<Arguments> brokenFields() {
    return Stream.of(
        Arguments.of("\"contractDate\": \"2026-02-30\"", "contractDate"),
        Arguments.of("\"contractDate\": \"2026-2-3\"", "contractDate"),
        Arguments.of("\"contractDate\": 20260203", "contractDate"),
        Arguments.of("\"effectiveDate\": [2026, 2, 3]", "effectiveDate"),
        Arguments.of("\"endDate\": \"\"", "endDate"),
        Arguments.of("\"termMonths\": 0", "termMonths"),
        Arguments.of("\"termMonths\": 181", "termMonths"),
        Arguments.of("\"termMonths\": \"36\"", "termMonths"),
        Arguments.of("\"termMonths\": 36.5", "termMonths"),
        Arguments.of("\"termMonths\": 99999999999", "termMonths"),
        Arguments.of("\"customerName\": \"" + "n".repeat(256) + "\"", "customerName"),
        Arguments.of("\"customerName\": \"a\\u0000b\"", "customerName"),
        Arguments.of("\"customerName\": \"a\\ud800b\"", "customerName"),
        Arguments.of("\"customerName\": 7", "customerName"),
        Arguments.of("\"vehicle\": \"Civic\"", "vehicle"),
        Arguments.of("\"vehicle\": {\"make\": \"" + "m".repeat(101) + "\"}", "vehicle.make"),
        Arguments.of("\"vehicle\": {\"model\": \"\\udc00\"}", "vehicle.model"),
        Arguments.of("\"vehicle\": {\"year\": 1899}", "vehicle.year"),
        Arguments.of("\"vehicle\": {\"year\": 2101}", "vehicle.year"),
        Arguments.of("\"vehicle\": {\"color\": \"red\"}", "vehicle.color"),
        Arguments.of("\"price\": 5", "price"),
        Arguments.of("\"price\": {}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": null}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": \"$1,249.00\"}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": -0.01}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": 1.001}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": 1.5, \"currency\": \"JPY\"}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": 100e2147483647}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": 1e-999999999}", "price.amount"),
        Arguments.of("\"price\": {\"amount\": 1, \"currency\": \"usd\"}", "price.currency"),
        Arguments.of("\"price\": {\"amount\": 1, \"currency\": \"XYZ\"}", "price.currency"),
        Arguments.of("\"jurisdiction\": \"CA\"", "jurisdiction"),
        Arguments.of("\"jurisdiction\": \"US-ca\"", "jurisdiction"),
        Arguments.of("\"jurisdiction\": \"US-CAL\"", "jurisdiction"),
        Arguments.of("\"loan\": {\"annualRatePct\": 1}", "loan.amount"),
        Arguments.of("\"loan\": {\"amount\": {\"amount\": 1}}", "loan.annualRatePct"),
        Arguments.of(loan("-0.1", ""), "loan.annualRatePct"),
        Arguments.of(loan("100.01", ""), "loan.annualRatePct"),
        Arguments.of(loan("1e-999999999", ""), "loan.annualRatePct"),
        Arguments.of(loan("7", ", \"lender\": 0"), "loan.lender"),
        Arguments.of(loan("7", ", \"lender\": \"BANK\""), "loan.lender"),
        Arguments.of(loan("7", ", \"payment\": {\"amount\": 1.234}"), "loan.payment.amount"),
        Arguments.of(
            loan("7", ", \"payment\": {\"amount\": 1, \"currency\": \"EUR\"}"),
            "loan.payment.currency"),
        Arguments.of("\"odometerAtSale\": -1", "odometerAtSale"),
        Arguments.of("\"mileageLimit\": 0", "mileageLimit"),
        Arguments.of("\"objectKey\": \"\"", "objectKey"),
        Arguments.of("\"objectKey\": \"" + LONG + "\"", "objectKey"),
        Arguments.of("\"objectKey\": \"/etc/passwd\"", "objectKey"),
        Arguments.of("\"objectKey\": \"a/../b\"", "objectKey"),
        Arguments.of("\"objectKey\": \"a//b\"", "objectKey"),
        Arguments.of("\"objectKey\": \"a\\\\b\"", "objectKey"),
        Arguments.of("\"objectKey\": \"a\\nb\"", "objectKey"),
        Arguments.of("\"text\": \" \\f \"", "text"),
        Arguments.of("\"text\": \"a\\u0000\"", "text"),
        Arguments.of("\"text\": \"" + "t".repeat(5_000_001) + "\"", "text"),
        Arguments.of("\"text\": \"t\", \"textStatus\": \"PENDING\"", "textStatus"),
        Arguments.of("\"textStatus\": \"COMPLETED\"", "textStatus"),
        Arguments.of("\"textStatus\": \"\"", "textStatus"),
        Arguments.of("\"textExtractedAt\": \"2026-01-01\"", "textExtractedAt"),
        Arguments.of("\"textExtractedAt\": 1700000000", "textExtractedAt"),
        Arguments.of("\"nobody\": 1", "nobody"));
  }

  private static String loan(String rate, String more) {
    return "\"loan\": {\"amount\": {\"amount\": 1}, \"annualRatePct\": %s%s}".formatted(rate, more);
  }

  @ParameterizedTest
  @MethodSource("brokenFields")
  void whatIsAgainstARuleIsRefusedWithItsPlace(String more, String path) {
    assertThat(refusal(line(more))).isEqualTo("INVALID_INPUT input." + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"accountNumber\": \"1\", \"type\": \"GAP\"}",
        "{\"contractId\": null, \"accountNumber\": \"1\", \"type\": \"GAP\"}",
        "{\"contractId\": 7, \"accountNumber\": \"1\", \"type\": \"GAP\"}",
        "{\"contractId\": \"a/b\", \"accountNumber\": \"1\", \"type\": \"GAP\"}",
      })
  void aContractHasAnId(String line) {
    assertThat(refusal(line)).isEqualTo("INVALID_INPUT input.contractId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "1_2", "\uFF11\uFF12", "a\n"})
  void anAccountNumberIsLettersDigitsAndHyphens(String account) {
    String line =
        "{\"contractId\": \"C\", \"type\": \"GAP\", \"accountNumber\": \"%s\"}"
            .formatted(account.replace("\n", "\\n"));

    // What is only around it is trimmed.
    assertThat(refusal(line))
        .isEqualTo(account.equals("a\n") ? "none" : "INVALID_INPUT input.accountNumber");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "\"x\"",
        "null",
        "{",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": NaN}",
        "nul"
      })
  void aLineIsOneJsonObject(String line) {
    assertThat(refusal(line)).isEqualTo("UNREADABLE_DOCUMENT $");
  }

  @Test
  void everyBrokenRuleIsNamed() {
    assertThatThrownBy(
            () -> checked(line("\"termMonths\": 0, \"mileageLimit\": 0, \"jurisdiction\": \"x\"")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(error -> error.path().getLast())
                    .containsExactly("termMonths", "mileageLimit", "jurisdiction"));
  }

  @Test
  void limitsThemselvesAreTaken() {
    String most =
        """
        "termMonths": 180, "customerName": "%s", "vehicle": {"year": 2100, "make": "%s"},
        "price": {"amount": "0"}, "jurisdiction": "US", "odometerAtSale": 0, "mileageLimit": 1,
        "objectKey": "%s", "text": "%s", "textStatus": "COMPLETED", "idempotencyKey": "k",
        "loan": {"amount": {"amount": 1, "currency": "JPY"}, "annualRatePct": 100}
        """
            .formatted(
                "\uD83D\uDE00".repeat(255),
                "m".repeat(100),
                "k".repeat(1_024),
                "t".repeat(5_000_000));

    ImportedContract taken = checked(line(most));

    assertThat(taken.termMonths()).isEqualTo(180);
    assertThat(taken.price()).hasToString("Money[amount=0.00, currency=USD]");
    assertThat(taken.loan())
        .hasToString(
            "ContractLoan[amount=Money[amount=1, currency=JPY], annualRatePct=100, payment=null,"
                + " lender=null]");
  }

  @Test
  void littleOfAnAccountNumberIsShown() {
    assertThat(AccountNumber.masked("000000000017")).isEqualTo("\u20260017");
    assertThat(AccountNumber.masked("1234")).isEqualTo("\u2026");
  }
}
