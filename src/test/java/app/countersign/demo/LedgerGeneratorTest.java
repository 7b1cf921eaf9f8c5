package app.countersign.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.Account;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.ImportResult;
import app.countersign.ledger.ImportedLedger;
import app.countersign.ledger.ImportedLedger.StatedProfile;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.PlaidDocumentReader;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerGeneratorTest {

  private static final LocalDate LAST = LocalDate.of(2026, 8, 23);
  private static List<DemoUser> users;
  private static Map<DemoUser, ImportedLedger> ledgers;

  @BeforeAll
  static void generate() {
    users = new LedgerGenerator(42, LAST).users(LedgerGenerator.DEFAULT_USERS);
    var reader = new PlaidDocumentReader(MerchantRules.bundled(), UUID::randomUUID);
    ledgers = users.stream().collect(Collectors.toMap(user -> user, user -> read(reader, user)));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertThat(new LedgerGenerator(42, LAST).users(100)).isEqualTo(users);
    assertThat(new LedgerGenerator(42, LAST).users(7)).isEqualTo(users.subList(0, 7));
    assertThat(new LedgerGenerator(43, LAST).users(1)).isNotEqualTo(users.subList(0, 1));
  }

  @Test
  void everyProfileOccursAndEveryUserIsNamedOnce() {
    var counts = new EnumMap<DemoProfile, Integer>(DemoProfile.class);
    users.forEach(user -> counts.merge(user.profile(), 1, Integer::sum));

    assertThat(counts)
        .containsEntry(DemoProfile.CARD_HEAVY, 16)
        .containsEntry(DemoProfile.STEADY, 16)
        .containsEntry(DemoProfile.SILENT, 4)
        .containsEntry(DemoProfile.TURNAROUND, 4)
        .hasSize(DemoProfile.values().length);
    var emails = new HashSet<String>();
    var names = new HashSet<String>();
    ledgers.forEach(
        (user, ledger) -> {
          assertThat(stated(ledger).userId()).isEqualTo(user.userId());
          assertThat(ledger.holder().name()).isEqualTo(stated(ledger).name());
          assertThat(ledger.holder().email()).matches("[a-z.-]+[0-9]+@example\\.com");
          emails.add(ledger.holder().email());
          names.add(ledger.holder().name());
        });
    assertThat(emails).hasSize(100);
    assertThat(names).hasSize(100);
  }

  @Test
  void historiesSpanFourteenMonthsAndEndInTime() {
    ledgers.forEach(
        (user, ledger) -> {
          if (user.profile() == DemoProfile.SILENT) {
            assertThat(ledger.transactions()).isEmpty();
            assertThat(ledger.liabilities()).isEmpty();
            assertThat(stated(ledger).ageBracket()).isNull();
            assertThat(stated(ledger).annualIncome()).isNull();
            return;
          }
          assertThat(ledger.transactions()).as(user.userId()).hasSizeBetween(150, 620);
          assertThat(ledger.transactions())
              .allMatch(row -> !row.postedOn().isAfter(LAST))
              .allMatch(row -> !row.postedOn().isBefore(LAST.minusMonths(14)));
        });
  }

  @Test
  void cardsStandWhereTheirProfileNeedsThem() {
    ledgers.forEach(
        (user, ledger) -> {
          switch (user.profile()) {
            case CARD_HEAVY, SLIPPING ->
                assertThat(utilizations(ledger, LAST)).as(user.userId()).anyMatch(use -> use >= 50);
            case STEADY, SETTLED ->
                assertThat(utilizations(ledger, LAST))
                    .as(user.userId())
                    .anyMatch(use -> use >= 30)
                    .allMatch(use -> use < 50);
            case SAVER, TURNAROUND, TRIMMER, STUDENT, FREELANCER, SUBSCRIBER ->
                assertThat(utilizations(ledger, LAST)).as(user.userId()).allMatch(use -> use < 30);
            case SILENT -> assertThat(utilizations(ledger, LAST)).isEmpty();
          }
        });
  }

  @Test
  void theTurningUsersWereOthersBefore() {
    of(DemoProfile.TURNAROUND)
        .forEach(
            ledger ->
                assertThat(utilizations(ledger, LAST.minusDays(180))).anyMatch(use -> use >= 50));
    of(DemoProfile.SLIPPING)
        .forEach(
            ledger ->
                assertThat(utilizations(ledger, LAST.minusDays(90))).allMatch(use -> use < 50));
    of(DemoProfile.SETTLED)
        .forEach(
            ledger -> {
              assertThat(rows(ledger, TransactionCategory.PAYROLL, LAST.minusDays(150), LAST))
                  .hasSizeGreaterThanOrEqualTo(9);
              assertThat(
                      rows(
                          ledger,
                          TransactionCategory.PAYROLL,
                          LAST.minusDays(400),
                          LAST.minusDays(206)))
                  .isEmpty();
            });
    of(DemoProfile.TRIMMER)
        .forEach(
            ledger ->
                assertThat(merchants(ledger, LAST.minusDays(200), LAST.minusDays(110)).size())
                    .isGreaterThanOrEqualTo(
                        3 + merchants(ledger, LAST.minusDays(60), LAST).size()));
  }

  @Test
  void saversSaveInEveryThirtyDays() {
    for (var profile : List.of(DemoProfile.SAVER, DemoProfile.TURNAROUND, DemoProfile.TRIMMER)) {
      for (var ledger : of(profile)) {
        var savings = account(ledger, "savings");
        var inflow =
            ledger.transactions().stream()
                .filter(row -> row.accountId().equals(savings.id()))
                .filter(row -> row.postedOn().isAfter(LAST.minusDays(30)))
                .map(LedgerTransaction::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(inflow).isGreaterThanOrEqualTo(new BigDecimal(200));
      }
    }
  }

  @Test
  void freelancersArePaidFarApartAndKeepLittle() {
    for (var ledger : of(DemoProfile.FREELANCER)) {
      var days =
          ledger.transactions().stream()
              .filter(row -> row.amount().signum() > 0)
              .filter(row -> row.description().contains("INVOICE"))
              .map(LedgerTransaction::postedOn)
              .toList();

      assertThat(days).hasSizeGreaterThanOrEqualTo(5);
      for (int i = 1; i < days.size(); i++) {
        assertThat(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i))).isBetween(50L, 80L);
      }
      var spent =
          ledger.transactions().stream()
              .filter(row -> row.amount().signum() < 0)
              .filter(row -> row.postedOn().isAfter(LAST.minusDays(180)))
              .filter(row -> row.category() != TransactionCategory.CARD_PAYMENT)
              .filter(row -> row.category() != TransactionCategory.OWN_TRANSFER)
              .map(LedgerTransaction::amount)
              .reduce(BigDecimal.ZERO, BigDecimal::subtract);
      assertThat(balance(account(ledger, "checking")).multiply(new BigDecimal(6)))
          .isLessThan(spent);
    }
  }

  @Test
  void studentsAreYoungOrIndebtedEarnLittleAndDrinkCoffee() {
    for (var ledger : of(DemoProfile.STUDENT)) {
      boolean loan =
          ledger.accounts().stream().anyMatch(account -> account.subtype().equals("student"));
      assertThat(loan || "18-25".equals(stated(ledger).ageBracket())).isTrue();
      assertThat(stated(ledger).annualIncome()).isLessThan(new BigDecimal(30_000));
      assertThat(rows(ledger, TransactionCategory.RENT, LAST.minusDays(179), LAST)).hasSize(6);
      assertThat(rows(ledger, TransactionCategory.MORTGAGE, LAST.minusDays(179), LAST)).isEmpty();
      var small =
          ledger.transactions().stream()
              .filter(row -> row.postedOn().isAfter(LAST.minusDays(180)))
              .filter(
                  row ->
                      row.category() == TransactionCategory.COFFEE
                          || row.category() == TransactionCategory.FOOD_DELIVERY)
              .map(LedgerTransaction::amount)
              .reduce(BigDecimal.ZERO, BigDecimal::subtract);
      assertThat(small).isGreaterThan(new BigDecimal(75 * 6));
    }
  }

  @Test
  void ownTransfersComeInPairs() {
    ledgers
        .values()
        .forEach(
            ledger -> {
              var savings =
                  ledger.accounts().stream()
                      .filter(account -> account.subtype().equals("savings"))
                      .findFirst();
              savings.ifPresent(account -> assertPaired(ledger, account));
            });
  }

  private static void assertPaired(ImportedLedger ledger, Account savings) {
    ledger.transactions().stream()
        .filter(row -> row.accountId().equals(savings.id()))
        .filter(row -> row.category() == TransactionCategory.OWN_TRANSFER)
        .forEach(
            row ->
                assertThat(ledger.transactions())
                    .anyMatch(
                        other ->
                            !other.accountId().equals(savings.id())
                                && other.postedOn().equals(row.postedOn())
                                && other.amount().equals(row.amount().negate())));
  }

  private static ImportedLedger read(PlaidDocumentReader reader, DemoUser user) {
    return switch (reader.read(user.document())) {
      case ImportResult.Read(var ledger) -> ledger;
      case ImportResult.Refused refused -> throw new AssertionError(user.userId() + refused);
    };
  }

  private static StatedProfile stated(ImportedLedger ledger) {
    return requireNonNull(ledger.profile());
  }

  private static BigDecimal balance(Account account) {
    return requireNonNull(account.currentBalance());
  }

  private static List<ImportedLedger> of(DemoProfile profile) {
    return users.stream().filter(user -> user.profile() == profile).map(ledgers::get).toList();
  }

  private static Account account(ImportedLedger ledger, String subtype) {
    return ledger.accounts().stream()
        .filter(account -> account.subtype().equals(subtype))
        .findFirst()
        .orElseThrow();
  }

  /** Percent of each card's limit that was owed at the end of a day. */
  private static List<Double> utilizations(ImportedLedger ledger, LocalDate asOf) {
    return ledger.accounts().stream()
        .filter(account -> account.type() == AccountType.CREDIT)
        .map(
            card -> {
              var later =
                  ledger.transactions().stream()
                      .filter(row -> row.accountId().equals(card.id()))
                      .filter(row -> row.postedOn().isAfter(asOf))
                      .map(LedgerTransaction::amount)
                      .reduce(BigDecimal.ZERO, BigDecimal::add);
              return balance(card)
                  .add(later)
                  .multiply(new BigDecimal(100))
                  .divide(card.creditLimit(), 2, RoundingMode.HALF_UP)
                  .doubleValue();
            })
        .toList();
  }

  private static List<LedgerTransaction> rows(
      ImportedLedger ledger, TransactionCategory category, LocalDate from, LocalDate to) {
    return ledger.transactions().stream()
        .filter(row -> row.category() == category)
        .filter(row -> !row.postedOn().isBefore(from) && !row.postedOn().isAfter(to))
        .toList();
  }

  private static HashSet<String> merchants(ImportedLedger ledger, LocalDate from, LocalDate to) {
    return ledger.transactions().stream()
        .filter(row -> !row.postedOn().isBefore(from) && !row.postedOn().isAfter(to))
        .filter(
            row ->
                List.of(
                        TransactionCategory.ENTERTAINMENT,
                        TransactionCategory.FITNESS,
                        TransactionCategory.SOFTWARE,
                        TransactionCategory.FOOD_DELIVERY)
                    .contains(row.category()))
        .map(LedgerTransaction::merchant)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
