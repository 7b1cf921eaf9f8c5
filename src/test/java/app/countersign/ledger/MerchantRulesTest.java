package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerchantRulesTest {

  private static final MerchantRules RULES = PlaidFiles.RULES;
  private static final BigDecimal IN = BigDecimal.ONE;
  private static final BigDecimal OUT = BigDecimal.ONE.negate();

  @Test
  void everyDescriptionOfTheGivenFilesMeansWhatTheGoldenTableSays() {
    var expected =
        new TreeSet<>(PlaidFiles.resource("/ledger/golden-descriptions.tsv").lines().toList());

    var found = new TreeSet<String>();
    for (var file : PlaidFiles.NAMES) {
      var ledger = PlaidFiles.ledger(PlaidFiles.text(file));
      for (var row : ledger.transactions()) {
        var account =
            ledger.accounts().stream()
                .filter(candidate -> candidate.id().equals(row.accountId()))
                .findFirst()
                .orElseThrow();
        found.add(
            String.join(
                "\t",
                account.type().name(),
                Direction.of(row.amount()).name(),
                row.category().name(),
                row.merchant() == null ? "-" : row.merchant(),
                row.description()));
      }
    }

    assertThat(found).isEqualTo(expected).hasSize(132);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '~',
      value = {
        "DEBIT CARD PURCHASE XXXXX0123 DOORDASH*WENDYS, OUT, DEPOSITORY, DoorDash, FOOD_DELIVERY",
        "DEBIT CRD AUTOPAY 98712, OUT, DEPOSITORY, -, OTHER",
        "CREDIT CRD AUTOPAY 98712, OUT, DEPOSITORY, -, CARD_PAYMENT",
        "AUTOMATIC PAYMENT - THANK, OUT, DEPOSITORY, -, CARD_PAYMENT",
        "AUTOMATIC PAYMENT - THANK, IN, CREDIT, -, CARD_PAYMENT",
        "PAYPAL INST XFER SPOTIFY WEB ID: PAYPALSI77, OUT, DEPOSITORY, Spotify, ENTERTAINMENT",
        "ZELLE PAYMENT TO TARGET SMITH, OUT, DEPOSITORY, -, PERSON_TRANSFER",
        "WIRE TRANSFER FROM ADA, IN, DEPOSITORY, -, PERSON_TRANSFER",
        "CASH APP*BOB, OUT, DEPOSITORY, -, PERSON_TRANSFER",
        "GUSTO PAY 123456, IN, DEPOSITORY, Gusto, PAYROLL",
        "GUSTO NET 123456, OUT, DEPOSITORY, Gusto, PAYROLL_PAID",
        "SSA TREAS 310 XXSOC SEC, IN, DEPOSITORY, Social Security, BENEFITS",
        "STATE UNEMPLOYMENT 123, IN, DEPOSITORY, Unemployment, BENEFITS",
        "IRS TREAS 310 TAX REF, IN, DEPOSITORY, Internal Revenue Service, REFUND",
        "DAVE INC ADVANCE, IN, DEPOSITORY, Dave, LOAN_ADVANCE",
        "EARNIN 8884721, IN, DEPOSITORY, EarnIn, LOAN_ADVANCE",
        "EARNIN 8884721, OUT, DEPOSITORY, EarnIn, LOAN_PAYMENT",
        "LOAN PROCEEDS 77, IN, DEPOSITORY, -, LOAN_ADVANCE",
        "NAVIENT NAVI DEBIT PPD ID: 1, OUT, DEPOSITORY, Navient, STUDENT_LOAN_PAYMENT",
        "PAYMENT RECEIVED, IN, LOAN, -, LOAN_PAYMENT",
        "INTEREST CHARGE ON PURCHASES, OUT, CREDIT, -, INTEREST_CHARGED",
        "INTEREST PAYMENT, IN, DEPOSITORY, -, INTEREST_EARNED",
        "CD DEPOSIT .INITIAL., OUT, DEPOSITORY, -, OWN_TRANSFER",
        "Online Transfer to SAV ...4821, OUT, DEPOSITORY, -, OWN_TRANSFER",
        "STARBUCKS STORE 00412, IN, DEPOSITORY, Starbucks, REFUND",
        "HARBOR CAFE INVOICE 9, IN, DEPOSITORY, Harbor Cafe, OTHER",
        "STATE UNIVERSITY PAYROLL, IN, DEPOSITORY, State University, PAYROLL",
        "AMAZON PAYROLL 12345, IN, DEPOSITORY, Amazon, PAYROLL",
        "CVS/PHARMACY #08812 AUSTIN TX, OUT, CREDIT, CVS, HEALTH",
        "OVERDRAFT FEE, OUT, DEPOSITORY, -, FEES",
        "VERIZON WRLS 1234, OUT, DEPOSITORY, Verizon, PHONE_INTERNET",
        "CITY OF MAPLETON UTILITIES, OUT, DEPOSITORY, City Of Mapleton Utilities, UTILITIES",
        "STATE FARM RO 27 SFPP, OUT, DEPOSITORY, State Farm, INSURANCE"
      })
  void moneyIsNamedByTextDirectionAndAccount(
      String text,
      Direction direction,
      AccountType account,
      String merchant,
      TransactionCategory category) {
    var meaning = RULES.classify(text, direction == Direction.IN ? IN : OUT, account);

    assertThat(meaning).isEqualTo(new Classification(merchant, category));
  }

  @ParameterizedTest
  @CsvSource({
    "WALMART, Walmart, SHOPPING",
    "WALMART #4521 AUSTIN TX, Walmart, SHOPPING",
    "WALMART.COM 8009666546, Walmart, SHOPPING",
    "WALMART GROCERY 12, Walmart Grocery, GROCERIES",
    "WALMART+ MEMBER 8009666546, Walmart+, SHOPPING",
    "Walmart Plus, Walmart+, SHOPPING",
    "WMT PLUS 2026, Walmart+, SHOPPING",
    "PARAMOUNT+, Paramount+, ENTERTAINMENT",
    "PARAMOUNT PLUS 888, Paramount+, ENTERTAINMENT",
    "DISNEY+ 888-905-7888, Disney+, ENTERTAINMENT",
    "PARAMOUNT LAWN CARE, Paramount Lawn Care, OTHER",
    "WALMART+ACME PLUS, Walmart, SHOPPING"
  })
  void aMembershipIsToldFromTheShopByThePlusInItsName(
      String text, String merchant, TransactionCategory category) {
    assertThat(RULES.classify(text, OUT, AccountType.CREDIT))
        .isEqualTo(new Classification(merchant, category));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "PURCHASE AUTHORIZED ON 03/14 GREEN LEAF BAKEHOUSE AUSTIN TX S0123 CARD 0123;"
            + " Green Leaf Bakehouse",
        "SQ *LITTLE FOX RECORDS Portland OR; Little Fox Records",
        "TST* BLUE HERON 0042; Blue Heron",
        "POS DEBIT BLUE HERON KS US; Blue Heron",
        "ZX81 ADVENTURES 7; ZX81 Adventures",
        "ACH DEBIT MÜLLER GMBH REF 12; Müller GMBH",
        "NORTHWIND STUDIO LLC INVOICE 1042; Northwind Studio LLC",
        "Ordered at ABC. Merchant name: Paper & Pen, Inc.; Paper Pen Inc",
        "POS DEBIT 0123 XXXX9911; -",
        "#### ///; -",
        "~~; -"
      })
  void anUnknownMerchantIsNamedByWhatIsLeftOfItsText(String text, String merchant) {
    assertThat(RULES.classify(text, OUT, AccountType.DEPOSITORY))
        .isEqualTo(new Classification(merchant, TransactionCategory.OTHER));
  }

  @Test
  void noTextBreaksTheRulesAndNamesStayShort() {
    var seed = 20_260_301L;
    var random = new Random(seed);
    var alphabet = "AB 01*#/'&ÉßßЖ漢\uD83D\uDE00\uD800\u0000.:-Merchant name: POS DEBIT SQ ";

    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(80); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }

      var merchant = RULES.classify(text.toString(), OUT, AccountType.CREDIT).merchant();

      if (merchant != null) {
        assertThat(merchant.length()).as("seed %d: %s", seed, text).isBetween(1, 60);
      }
    }
  }

  @Test
  void aHostileTextCostsNoMoreThanALongOne() {
    var hostile =
        List.of(
            "CREDIT 1 ".repeat(20_000),
            "A".repeat(1_000_000),
            "UBER EATS DOOR ".repeat(50_000),
            "* ".repeat(500_000));

    var started = cpuNanos();
    for (var text : hostile) {
      for (int i = 0; i < 20; i++) {
        RULES.classify(text, OUT, AccountType.DEPOSITORY);
      }
    }

    assertThat(cpuNanos() - started).isLessThan(4_000_000_000L);
  }

  @Test
  void fiftyThousandRowsASecondAreClassified() {
    var rows = new ArrayList<LedgerTransaction>();
    PlaidFiles.NAMES.forEach(
        file -> rows.addAll(PlaidFiles.ledger(PlaidFiles.text(file)).transactions()));
    classify(rows, 30_000);

    var started = cpuNanos();
    classify(rows, 100_000);
    var seconds = (cpuNanos() - started) / 1e9;

    assertThat(100_000 / seconds).isGreaterThan(50_000);
  }

  @Test
  void theBundledRulesAreMany() {
    assertThat(RULES.size()).isGreaterThan(1_500);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "sections: [{category: COFFEES, patterns: [A]}]; section 1; no TransactionCategory",
        "sections: [{category: COFFEE, direction: UP, patterns: [A]}]; section 1 (COFFEE);"
            + " Direction",
        "sections: [{category: COFFEE, accounts: [BANK], patterns: [A]}]; COFFEE; AccountType",
        "sections: [{category: COFFEE, pattern: [A]}]; COFFEE; unknown key 'pattern'",
        "sections: [{category: COFFEE, patterns: [7]}]; COFFEE; no text",
        "sections: [{category: COFFEE, patterns: A}]; COFFEE; a list is needed",
        "sections: [{category: COFFEE, patterns: ['^*']}]; ^*; no letter",
        "sections: [{category: COFFEE, patterns: ['A*']}]; A*; two characters",
        "sections: [{category: COFFEE, patterns: [AB, ab]}]; ab; earlier rule",
        "sections: [{category: COFFEE, brands: {' ': [AB]}}]; ' '; 1 to 60",
        "sections: [COFFEE]; section 1; a mapping",
        "leading: ['--']; file; no letter",
        "sections: [{category: COFFEE, category: CASH}]; file; duplicate",
        "sections: []; file; there is no rule"
      })
  void aBadRuleStopsTheStartAndIsNamed(String yaml, String rule, String problem) {
    var file =
        yaml.startsWith("leading") ? yaml + "\nsections: [{category: CASH, patterns: [A]}]" : yaml;
    var name = yaml.startsWith("leading") ? "--" : rule.replace("' '", " ");

    assertThatThrownBy(() -> MerchantRules.load(new StringReader(file)))
        .isInstanceOf(InvalidMerchantRules.class)
        .hasMessageContaining("'")
        .hasMessageContaining(name)
        .hasMessageContaining(problem);
  }

  @Test
  void conditionsLetTheSamePatternMeanTwoThings() {
    var rules =
        MerchantRules.load(
            new StringReader(
                """
                sections:
                  - {category: CASH, also: [TELLER], patterns: [DRAW]}
                  - {category: FEES, accounts: [CREDIT], patterns: [DRAW]}
                  - {category: TAX, direction: OUT, patterns: [DRAW]}
                """));

    assertThat(rules.classify("draw 1 teller", OUT, AccountType.CREDIT).category())
        .isEqualTo(TransactionCategory.CASH);
    assertThat(rules.classify("draw", OUT, AccountType.CREDIT).category())
        .isEqualTo(TransactionCategory.FEES);
    assertThat(rules.classify("draw", OUT, AccountType.LOAN).category())
        .isEqualTo(TransactionCategory.TAX);
    assertThat(rules.classify("draw", IN, AccountType.LOAN).category())
        .isEqualTo(TransactionCategory.OTHER);
    assertThatCode(() -> rules.classify("", OUT, AccountType.LOAN)).doesNotThrowAnyException();
  }

  /** This thread's own time, so that what else the machine does is not measured. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void classify(List<LedgerTransaction> rows, int times) {
    for (int i = 0; i < times; i++) {
      var row = rows.get(i % rows.size());
      RULES.classify(row.description(), row.amount(), AccountType.DEPOSITORY);
    }
  }
}
