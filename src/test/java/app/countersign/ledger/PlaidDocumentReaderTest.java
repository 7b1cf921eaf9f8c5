package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.countersign.ledger.ImportedLedger.Holder;
import app.countersign.ledger.ImportedLedger.StatedProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaidDocumentReaderTest {

  private static final String ROW =
      """
      {"date_transacted": "2026-03-02", "date_posted": "2026-03-01", "amount": 0, \
      "description": "Sent to Ada", "currency": "EUR"}\
      """;

  @ParameterizedTest
  @CsvSource({
    "assets_custom_user2.json, John Smith, accountholder0@example.com, 4, 2, 84, 18.50",
    "bank_income_basic.json, George Smith, , 1, 0, 74, 5152.71",
    "business_account.json, Hooli LLC, , 1, 0, 36, -17420.94",
    "credit_card_custom_user.json, , , 1, 1, 5, -1512.82",
    "transactions+inflow_custom_user.json, John Smith, , 1, 0, 2, -1815.81",
    "transactions_checking+savings_custom_user.json, John Smith, , 2, 0, 4, -4112.12"
  })
  void everyGivenDocumentIsReadToTheCent(
      String file,
      String name,
      String email,
      int accounts,
      int liabilities,
      int rows,
      BigDecimal sum) {
    var ledger = PlaidFiles.ledger(PlaidFiles.text(file));

    assertThat(ledger.holder()).isEqualTo(new Holder(name, email));
    assertThat(ledger.profile()).isNull();
    assertThat(ledger.accounts()).hasSize(accounts);
    assertThat(ledger.liabilities()).hasSize(liabilities);
    assertThat(ledger.transactions()).hasSize(rows);
    assertThat(
            ledger.transactions().stream()
                .map(LedgerTransaction::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(sum);
  }

  @Test
  void aCardIsReadWithItsLimitAndTerms() {
    var ledger = PlaidFiles.ledger(PlaidFiles.text("credit_card_custom_user.json"));

    assertThat(ledger.accounts())
        .containsExactly(
            new Account(
                new UUID(0, 1),
                AccountType.CREDIT,
                "credit card",
                "Plaid Credit Card",
                "Plaid Platinum Rewards Card",
                null,
                new BigDecimal("8754.33"),
                new BigDecimal("1245.67"),
                new BigDecimal("10000"),
                "USD",
                false));
    assertThat(ledger.liabilities())
        .containsExactly(
            new Liability(
                new UUID(0, 2),
                new UUID(0, 1),
                LiabilityType.CREDIT_CARD,
                new BigDecimal("16.99"),
                new BigDecimal("35"),
                new BigDecimal("250"),
                null,
                null,
                null,
                false));
    assertThat(ledger.transactions().getFirst())
        .isEqualTo(
            new LedgerTransaction(
                new UUID(0, 3),
                new UUID(0, 1),
                LocalDate.parse("2026-07-21"),
                LocalDate.parse("2026-07-20"),
                new BigDecimal("-87.43"),
                "USD",
                "Amazon.com Purchase",
                "Amazon",
                TransactionCategory.SHOPPING,
                0));
    assertThat(ledger.warnings()).isEmpty();
  }

  @Test
  void aLoansPrincipalIsItsBalanceAndADeclaredInflowIsKeptAsAFact() {
    var ledger = PlaidFiles.ledger(PlaidFiles.text("assets_custom_user2.json"));

    assertThat(ledger.accounts())
        .extracting(Account::type, Account::currentBalance, Account::hasDeclaredInflow)
        .containsExactly(
            tuple(AccountType.DEPOSITORY, null, false),
            tuple(AccountType.DEPOSITORY, new BigDecimal("4300"), false),
            tuple(AccountType.LOAN, new BigDecimal("10000"), false),
            tuple(AccountType.CREDIT, new BigDecimal("10000"), true));
    assertThat(ledger.liabilities())
        .extracting(Liability::type, Liability::aprPercentage)
        .containsExactly(
            tuple(LiabilityType.STUDENT_LOAN, new BigDecimal("6.25")),
            tuple(LiabilityType.CREDIT_CARD, new BigDecimal("12.9")));
    assertThat(ledger.warnings())
        .containsExactly(
            new ImportWarning(
                ImportWarning.Kind.UNKNOWN_BALANCE, "override_accounts[0].starting_balance", 1),
            new ImportWarning(
                ImportWarning.Kind.DECLARED_INFLOW, "override_accounts[3].inflow_model", 1));
  }

  @Test
  void onlyTheLastFourOfAnAccountNumberAreKept() {
    var ledger = PlaidFiles.ledger(PlaidFiles.text("business_account.json"));

    assertThat(ledger.accounts().getFirst().mask()).isEqualTo("5555");
    assertThat(ledger.toString()).doesNotContain("1111222233335555", "122105155");
    assertThat(ledger.warnings())
        .containsExactly(
            new ImportWarning(
                ImportWarning.Kind.SIGN_CONTRADICTS_TEXT,
                "override_accounts[0].transactions[0]",
                2));
    assertThat(account("\"numbers\": {\"account\": \"1234\"}").mask()).isNull();
  }

  @Test
  void theBlankTemplateIsRefusedAtItsFirstRequiredNull() {
    var template = PlaidFiles.resource("/plaid/blank_template_custom_sandbox_user.json");

    var refused = PlaidFiles.refusal(template);

    assertThat(refused)
        .isEqualTo(
            new ImportResult.Refused(
                ImportResult.Reason.MISSING,
                "override_accounts[0].type",
                "This is required and is missing or null."));
  }

  @Test
  void duplicatesAndZeroRowsAreKeptAndDoubtsAreCountedOnce() {
    var document = document("\"starting_balance\": 1, \"transactions\": [" + ROW + "," + ROW + "]");

    var ledger = PlaidFiles.ledger(document);

    assertThat(ledger.transactions()).extracting(LedgerTransaction::sequence).containsExactly(0, 1);
    assertThat(ledger.transactions().get(1).amount()).isEqualTo(new BigDecimal("0.00"));
    assertThat(ledger.transactions().get(1).postedOn()).isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(ledger.warnings())
        .extracting(ImportWarning::kind, ImportWarning::count)
        .containsExactly(
            tuple(ImportWarning.Kind.POSTED_BEFORE_TRANSACTED, 2),
            tuple(ImportWarning.Kind.ZERO_AMOUNT, 2),
            tuple(ImportWarning.Kind.FOREIGN_CURRENCY, 2));
  }

  @Test
  void aStatedProfileIsRead() {
    var document =
        """
        {"profile": {"user_id": "user_007", "name": "Ada", "email": "ada@example.com",
          "age_bracket": "18-25", "annual_income": 18000.50, "region": "urban"},
         "override_accounts": [{"type": "brokerage", "subtype": "ira"}]}\
        """;

    var ledger = PlaidFiles.ledger(document);

    assertThat(ledger.profile())
        .isEqualTo(
            new StatedProfile(
                "user_007", "Ada", "ada@example.com", "18-25", new BigDecimal("18000.5"), "urban"));
    assertThat(ledger.accounts().getFirst().type()).isEqualTo(AccountType.INVESTMENT);
  }

  @Test
  void theHashIgnoresWhiteSpaceKeyOrderAndTheWritingOfNumbersOnly() {
    var one = "{\"a\":1.50,\"override_accounts\":[{\"type\":\"other\",\"subtype\":\"x\"}]}";
    var same =
        "{ \"override_accounts\" : [ {\"subtype\":\"\\u0078\",\n"
            + " \"type\":\"other\"} ], \"a\": 15e-1}";
    var other = one.replace("1.50", "1.51");

    var hash = PlaidFiles.ledger(one).contentHash();

    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(PlaidFiles.ledger(same).contentHash()).isEqualTo(hash);
    assertThat(PlaidFiles.ledger(other).contentHash()).isNotEqualTo(hash);
    assertThat(PlaidFiles.ledger(one.replace("1.50", "true")).contentHash()).isNotEqualTo(hash);
    assertThat(PlaidFiles.ledger(PlaidFiles.text("business_account.json")).contentHash())
        .isEqualTo("e71e752f4eb23787ded20b4362cb35c1f46190ddefb7ec974cedd8550a12f76b");
  }

  @Test
  void textBytesAndStreamsGiveTheSameLedger() {
    var text = PlaidFiles.text("bank_income_basic.json");
    var bytes = text.getBytes(StandardCharsets.UTF_8);

    var fromText = PlaidFiles.reader().read(text);

    assertThat(PlaidFiles.reader().read(bytes)).isEqualTo(fromText);
    assertThat(PlaidFiles.reader().read(new ByteArrayInputStream(bytes))).isEqualTo(fromText);
  }

  @Test
  void aBrokenStreamIsNoFaultOfTheDocument() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line went dead");
          }
        };

    assertThatThrownBy(() -> PlaidFiles.reader().read(broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the line went dead");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "\"starting_balance\": \"12\"; WRONG_TYPE; starting_balance",
        "\"starting_balance\": 1234567890123; BAD_NUMBER; starting_balance",
        "\"starting_balance\": 0.12345; BAD_NUMBER; starting_balance",
        "\"starting_balance\": 1e999999999; BAD_NUMBER; starting_balance",
        "\"starting_balance\": 1e9999999999999; BAD_NUMBER; starting_balance",
        "\"starting_balance\": NaN; MALFORMED_JSON; starting_balance",
        "\"currency\": \"usd\"; BAD_CURRENCY; currency",
        "\"currency\": \"XXX\"; BAD_CURRENCY; currency",
        "\"meta\": []; WRONG_TYPE; meta",
        "\"meta\": {\"name\": 7}; WRONG_TYPE; meta.name",
        "\"meta\": {\"name\": \"a\\u0000\"}; BAD_TEXT; meta.name",
        "\"meta\": {\"name\": \"\\ud800\"}; BAD_TEXT; meta.name",
        "\"unknown\": {\"deep\": [\"\\udc00\"]}; BAD_TEXT; unknown.deep[0]",
        "\"type\": \"other\"; DUPLICATE_KEY; type",
        "\"meta\": {\"a\": 1, \"a\": 2}; DUPLICATE_KEY; meta.a",
        "\"liability\": {}; MISSING; liability.type",
        "\"liability\": {\"type\": \"gift\"}; UNKNOWN_VALUE; liability.type",
        "\"liability\": {\"type\": \"credit\", \"purchase_apr\": 1001}; BAD_NUMBER;"
            + " liability.purchase_apr",
        "\"liability\": {\"type\": \"mortgage\", \"principal\": -1}; BAD_NUMBER;"
            + " liability.principal",
        "\"liability\": {\"type\": \"credit\", \"is_overdue\": 1}; WRONG_TYPE;"
            + " liability.is_overdue",
        "\"identity\": {\"names\": [null, 3]}; WRONG_TYPE; identity.names[1]",
        "\"transactions\": {}; WRONG_TYPE; transactions",
        "\"transactions\": [3]; WRONG_TYPE; transactions[0]",
        "\"transactions\": [{}]; MISSING; transactions[0].date_posted",
        "\"transactions\": [{\"date_posted\": \"2026-02-30\"}]; BAD_DATE;"
            + " transactions[0].date_posted",
        "\"transactions\": [{\"date_posted\": \"0026-02-03\"}]; BAD_DATE;"
            + " transactions[0].date_posted",
        "\"transactions\": [{\"date_posted\": \"2026-02-03\"}]; MISSING; transactions[0].amount",
        "\"transactions\": [{\"date_posted\": \"2026-02-03\", \"amount\": 1}]; MISSING;"
            + " transactions[0].description"
      })
  void theFirstProblemIsNamedWithItsPath(String fields, ImportResult.Reason reason, String path) {
    var refused = PlaidFiles.refusal(document(fields));

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.path()).isEqualTo("override_accounts[0]." + path);
    assertThat(refused.message()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "~~; MALFORMED_JSON; $",
        "{; MALFORMED_JSON; $",
        "{} {}; MALFORMED_JSON; $",
        "[]; WRONG_TYPE; $",
        "null; WRONG_TYPE; $",
        "{}; MISSING; override_accounts",
        "{\"override_accounts\": []}; MISSING; override_accounts",
        "{\"override_accounts\": [{\"type\": \"payroll\"}]}; UNKNOWN_VALUE;"
            + " override_accounts[0].type",
        "{\"override_accounts\": [{\"type\": \"other\"}]}; MISSING; override_accounts[0].subtype",
        "{\"profile\": {\"user_id\": \"a b\"}}; UNKNOWN_VALUE; profile.user_id",
        "{\"profile\": {\"age_bracket\": \"young\"}}; UNKNOWN_VALUE; profile.age_bracket",
        "{\"profile\": {\"annual_income\": -1}}; BAD_NUMBER; profile.annual_income"
      })
  void aDocumentOfAnotherShapeIsRefused(String document, ImportResult.Reason reason, String path) {
    var refused = PlaidFiles.refusal(document);

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.path()).isEqualTo(path);
  }

  @Test
  void tooMuchOfAnythingIsRefused() {
    var account = "{\"type\": \"other\", \"subtype\": \"x\"}";
    var accounts = "[" + (account + ",").repeat(100) + account + "]";
    var longText = "x".repeat(1_001);
    var row = "{\"date_posted\":\"2026-01-01\",\"amount\":1,\"description\":\"a\"},";

    var tooManyAccounts = PlaidFiles.refusal("{\"override_accounts\":" + accounts + "}");
    var tooManyRows =
        PlaidFiles.refusal(document("\"transactions\":[" + row.repeat(100_000) + "{}]"));
    var tooLong =
        PlaidFiles.refusal(
            document("\"transactions\":[" + row.replace("\"a\"", '"' + longText + '"') + "{}]"));
    var tooDeep = PlaidFiles.refusal("[".repeat(100_000));

    assertThat(tooManyAccounts.reason()).isEqualTo(ImportResult.Reason.TOO_MANY);
    assertThat(tooManyAccounts.path()).isEqualTo("override_accounts");
    assertThat(tooManyRows.reason()).isEqualTo(ImportResult.Reason.TOO_MANY);
    assertThat(tooManyRows.path()).isEqualTo("override_accounts[0].transactions");
    assertThat(tooLong.reason()).isEqualTo(ImportResult.Reason.TEXT_TOO_LONG);
    assertThat(tooLong.path()).isEqualTo("override_accounts[0].transactions[0].description");
    assertThat(tooDeep.reason()).isEqualTo(ImportResult.Reason.TOO_LARGE);
  }

  private static Account account(String fields) {
    return PlaidFiles.ledger(document(fields)).accounts().getFirst();
  }

  private static String document(String fields) {
    return "{\"override_accounts\": [{\"type\": \"depository\", \"subtype\": \"checking\", "
        + fields
        + "}]}";
  }
}
