package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@LedgerTest
class BankDataImportTest {
  private final LedgerDesk desk;
  private final Ledgers ledgers;
  private final Users users;
  private final Consents consents;

  BankDataImportTest(LedgerDesk desk, Ledgers ledgers, Users users, Consents consents) {
    this.desk = desk;
    this.ledgers = ledgers;
    this.users = users;
    this.consents = consents;
  }

  @ParameterizedTest
  @CsvSource({
    "assets_custom_user2.json, John Smith, accountholder0@example.com, 4, 2, 84",
    "bank_income_basic.json, George Smith, , 1, 0, 74",
    "business_account.json, Hooli LLC, , 1, 0, 36",
    "credit_card_custom_user.json, , , 1, 1, 5",
    "transactions+inflow_custom_user.json, John Smith, , 1, 0, 2",
    "transactions_checking+savings_custom_user.json, John Smith, , 2, 0, 4"
  })
  void aRealDocumentComesBackAsItWasRead(
      String file, String name, String email, int accounts, int liabilities, int rows) {
    String userId = LedgerDesk.newUser();
    String document = PlaidFiles.text(file);
    ImportedLedger read = PlaidFiles.ledger(document);

    ImportOutcome outcome = desk.take(userId, document);

    assertThat(outcome.wasAlreadyImported()).isFalse();
    assertThat(outcome.accountCount()).isEqualTo(accounts);
    assertThat(outcome.transactionCount()).isEqualTo(rows);
    assertThat(users.find(userId))
        .hasValueSatisfying(
            user -> {
              assertThat(user.name()).isEqualTo(name);
              assertThat(user.email()).isEqualTo(email);
            });
    LedgerSnapshot stored = snapshot(userId);
    assertThat(stored.accounts())
        .extracting(BankDataImportTest::content)
        .isEqualTo(read.accounts().stream().map(BankDataImportTest::content).toList());
    assertThat(stored.liabilities()).hasSize(liabilities);
    assertThat(stored.transactions())
        .extracting(BankDataImportTest::content)
        .containsExactlyInAnyOrderElementsOf(
            read.transactions().stream().map(BankDataImportTest::content).toList());
  }

  /** All but the id; a number is the same however many zeros it ends in. */
  private static List<Object> content(Account account) {
    return Arrays.asList(
        account.type(),
        account.subtype(),
        account.name(),
        account.officialName(),
        account.mask(),
        plain(account.availableBalance()),
        plain(account.currentBalance()),
        plain(account.creditLimit()),
        account.currency(),
        account.hasDeclaredInflow());
  }

  private static List<Object> content(LedgerTransaction row) {
    return Arrays.asList(
        row.postedOn(),
        row.transactedOn(),
        plain(row.amount()),
        row.currency(),
        row.description(),
        row.merchant(),
        row.category(),
        row.sequence());
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros();
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    String userId = LedgerDesk.newUser();
    String document = LedgerDesk.document("1.50", "2");
    desk.take(userId, document, ConsentKind.DATA_ANALYSIS);
    Map<String, Long> before = desk.rows();

    ImportOutcome again =
        desk.take(userId, "  " + document.replace("1.50", "1.5000"), ConsentKind.PARTNER_OFFERS);

    assertThat(again.wasAlreadyImported()).isTrue();
    assertThat(again.transactionCount()).isEqualTo(2);
    assertThat(desk.rows()).isEqualTo(before);
    assertThat(granted(userId)).containsExactly(ConsentKind.DATA_ANALYSIS);
  }

  @Test
  void aNewerDocumentSupersedesTheAccountsAndKeepsTheirRows() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, LedgerDesk.document("1", "2", "3"));

    ImportOutcome newer = desk.take(userId, LedgerDesk.document("4"));

    assertThat(newer.wasAlreadyImported()).isFalse();
    LedgerSnapshot current = snapshot(userId);
    assertThat(current.accounts()).hasSize(1);
    assertThat(current.transactions())
        .extracting(row -> row.amount().toPlainString())
        .containsExactly("-4.0000");
    assertThat(desk.number("SELECT count(*) FROM account WHERE user_id = ?", userId)).isEqualTo(2);
    assertThat(desk.number("SELECT count(*) FROM ledger_transaction WHERE user_id = ?", userId))
        .isEqualTo(4);
    assertThat(
            desk.number(
                "SELECT count(*) FROM account WHERE user_id = ? AND superseded_at IS NULL", userId))
        .isEqualTo(1);
  }

  @Test
  void whatANewerDocumentStatesIsTakenOverAndWhatItDoesNotIsKept() {
    String userId = LedgerDesk.newUser();
    String rest = LedgerDesk.document("1").substring(1);
    desk.take(
        userId,
        """
        {"profile":{"name":"Ada Byron","email":"ada@example.com","region":"Oregon",
         "age_bracket":"26-35","annual_income":41000.55},%s\
        """
            .formatted(rest));

    desk.take(
        userId,
        "{\"profile\":{\"name\":\"Ada Lovelace\",\"email\":\" \",\"age_bracket\":\"36-50\"},"
            + rest);

    assertThat(users.find(userId))
        .hasValueSatisfying(
            user -> {
              assertThat(user.name()).isEqualTo("Ada Lovelace");
              assertThat(user.email()).isEqualTo("ada@example.com");
              assertThat(user.region()).isEqualTo("Oregon");
              assertThat(user.ageBracket()).isEqualTo("36-50");
              assertThat(user.annualIncome()).isEqualByComparingTo("41000.55");
            });
  }

  @Test
  void anOldDocumentAgainDoesNotBringBackWhatItStated() {
    String userId = LedgerDesk.newUser();
    String first = "{\"profile\":{\"name\":\"First\"}," + LedgerDesk.document("1").substring(1);
    String second = "{\"profile\":{\"name\":\"Second\"}," + LedgerDesk.document("1").substring(1);
    desk.take(userId, first);
    desk.take(userId, second);

    desk.take(userId, first);

    assertThat(users.find(userId))
        .hasValueSatisfying(user -> assertThat(user.name()).isEqualTo("Second"));
  }

  @Test
  void consentsComeWithANewDocumentAndWithdrawnOnesStayWithdrawn() {
    String userId = LedgerDesk.newUser();
    String document = LedgerDesk.document("1");
    desk.take(userId, document, ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS);
    withdraw(userId, ConsentKind.RECOMMENDATIONS);

    desk.take(userId, document, ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS);

    assertThat(granted(userId)).containsExactly(ConsentKind.DATA_ANALYSIS);
    assertThat(audits(userId, "CONSENT")).isEqualTo(3);

    desk.take(userId, LedgerDesk.document("2"), ConsentKind.values());

    assertThat(granted(userId)).isEqualTo(EnumSet.allOf(ConsentKind.class));
    assertThat(audits(userId, "CONSENT")).isEqualTo(5);
    assertThat(audits(userId, "IMPORT")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "{\"override_accounts\":[]}",
        "{\"override_accounts\":[{\"type\":\"depository\"}]}",
        "{\"override_accounts\":[{\"type\":\"depository\",\"subtype\":\" \"}]}",
        "{\"override_accounts\":[{\"type\":\"boat\",\"subtype\":\"x\"}]}",
        "{\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"x\",\"transactions\":[{}]}]}",
        "{\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"x\",\"starting_balance\":1e13}]}",
        "{\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"a\\u0000b\"}]}",
        "{\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"a\\ud800b\"}]}",
        "{\"profile\":{\"region\":\"%s\"},\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"x\"}]}",
        "{\"profile\":{\"email\":\"a\"},\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"x\"}]}",
        "{\"profile\":{\"annual_income\":-1},\"override_accounts\":[{\"type\":\"loan\",\"subtype\":\"x\"}]}",
        "{\"a\":1,\"a\":2}"
      })
  void aRefusedDocumentLeavesNothingBehind(String document) {
    String userId = LedgerDesk.newUser();
    String hostile = document.contains("%s") ? document.formatted("x".repeat(101)) : document;
    Map<String, Long> before = desk.rows();

    assertThatThrownBy(() -> desk.take(userId, hostile, ConsentKind.values()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .singleElement()
                    .satisfies(
                        error -> {
                          assertThat(error.code()).isEqualTo(UserErrorCode.UNREADABLE_DOCUMENT);
                          assertThat(error.path()).startsWith("input", "document").hasSize(3);
                        }));

    assertThat(desk.rows()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "x/y", "id'; DROP TABLE account; --"})
  void anIdThatIsNoneIsRefused(String userId) {
    Map<String, Long> before = desk.rows();

    assertThatThrownBy(() -> desk.take(userId, LedgerDesk.document("1")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.errors().getFirst().code())
                    .isEqualTo(UserErrorCode.INVALID_INPUT));

    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void theIdOfTheProfileAndTheIdGivenMustAgree() {
    String userId = LedgerDesk.newUser();
    String document = LedgerDesk.documentOf(userId, "1");

    assertThatThrownBy(() -> desk.take("somebody-else", document))
        .isInstanceOf(RefusedException.class)
        .hasMessage("The document's profile is of another user.");
    assertThatThrownBy(() -> desk.take(null, LedgerDesk.document("1"), List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Give the user's id here or in the document's profile.");

    assertThat(desk.take(null, document, List.of()).userId()).isEqualTo(userId);
  }

  @Test
  void textsThatLookLikeSomethingElseAreKeptAsTheyAre() {
    String userId = LedgerDesk.newUser();
    String odd = "a\\b\\N\\.\t'\"\u0001\r\nz\uD83D\uDE00 \\";
    String document =
        """
        {"override_accounts":[{"type":"depository","subtype":"checking",
         "meta":{"name":%1$s,"official_name":""},"numbers":{"account":"00\uD83D\uDE00\uD83D\uDE01\uD83D\uDE02\uD83D\uDE03"},
         "transactions":[{"date_posted":"2026-01-03","amount":-0.0001,"description":%1$s}]}]}\
        """
            .formatted(Json.write(odd));

    desk.take(userId, document);

    LedgerSnapshot stored = snapshot(userId);
    assertThat(stored.accounts().getFirst().name()).isEqualTo(odd);
    assertThat(stored.accounts().getFirst().mask())
        .isEqualTo("\uD83D\uDE00\uD83D\uDE01\uD83D\uDE02\uD83D\uDE03");
    assertThat(stored.transactions().getFirst().description()).isEqualTo(odd);
    assertThat(stored.transactions().getFirst().amount()).isEqualByComparingTo("0.0001");
  }

  @Test
  void thirtyTwoAtOnceImportADocumentOnce() throws Exception {
    String userId = LedgerDesk.newUser();
    String document = LedgerDesk.document("1", "2");

    List<ImportOutcome> outcomes =
        atOnce(32, number -> desk.take(userId, document, ConsentKind.values()));

    assertThat(outcomes).filteredOn(outcome -> !outcome.wasAlreadyImported()).hasSize(1);
    assertThat(snapshot(userId).transactions()).hasSize(2);
    assertThat(desk.number("SELECT count(*) FROM ledger_import WHERE user_id = ?", userId))
        .isEqualTo(1);
    assertThat(desk.number("SELECT count(*) FROM account WHERE user_id = ?", userId)).isEqualTo(1);
    assertThat(audits(userId, "IMPORT")).isEqualTo(1);
    assertThat(audits(userId, "CONSENT")).isEqualTo(3);
  }

  @Test
  void differentDocumentsOfAUserAtOnceLeaveTheAccountsOfOne() throws Exception {
    String userId = LedgerDesk.newUser();

    List<ImportOutcome> outcomes =
        atOnce(16, number -> desk.take(userId, LedgerDesk.document("1", "1" + number)));

    assertThat(outcomes).allMatch(outcome -> !outcome.wasAlreadyImported());
    assertThat(snapshot(userId).accounts()).hasSize(1);
    assertThat(snapshot(userId).transactions()).hasSize(2);
    assertThat(desk.number("SELECT count(*) FROM account WHERE user_id = ?", userId)).isEqualTo(16);
    assertThat(audits(userId, "IMPORT")).isEqualTo(16);
  }

  @Test
  void aConsentRecordedByManyAtOnceIsOnRecordOnce() throws Exception {
    String userId = LedgerDesk.newUser();
    desk.take(userId, LedgerDesk.document("1"));

    atOnce(
        16,
        number -> {
          desk.inTransaction(
              () ->
                  consents.record(
                      LedgerDesk.SENIOR, userId, ConsentKind.DATA_ANALYSIS, true, "2026-01"));
          return number;
        });

    assertThat(audits(userId, "CONSENT")).isEqualTo(1);
    assertThat(granted(userId)).containsExactly(ConsentKind.DATA_ANALYSIS);
  }

  @Test
  void anImportTakesAsManyStatementsHoweverManyRows() {
    String small = LedgerDesk.newUser();
    String large = LedgerDesk.newUser();
    String[] amounts = new String[5_000];
    Arrays.setAll(amounts, index -> String.valueOf(index + 1));

    assertThat(statements(() -> desk.take(small, LedgerDesk.document("1"), ConsentKind.values())))
        .isEqualTo(8);
    assertThat(
            statements(() -> desk.take(large, LedgerDesk.document(amounts), ConsentKind.values())))
        .isEqualTo(8);
    assertThat(statements(() -> desk.take(small, LedgerDesk.document("1")))).isEqualTo(1);
    assertThat(statements(() -> desk.take(small, LedgerDesk.document("2")))).isEqualTo(8);
  }

  @Test
  void snapshotsTakeAsManyStatementsHoweverManyUsers() {
    List<String> some = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      String userId = LedgerDesk.newUser();
      desk.take(userId, LedgerDesk.document("1"));
      some.add(userId);
    }
    some.add("nobody");

    assertThat(statements(() -> ledgers.snapshots(some.subList(0, 1)))).isEqualTo(4);
    assertThat(statements(() -> ledgers.snapshots(some))).isEqualTo(4);
    assertThat(ledgers.snapshots(some)).containsOnlyKeys(some.subList(0, 7));
  }

  private LedgerSnapshot snapshot(String userId) {
    return Objects.requireNonNull(ledgers.snapshots(List.of(userId)).get(userId));
  }

  private Set<ConsentKind> granted(String userId) {
    return consents.granted(List.of(userId)).getOrDefault(userId, Set.of());
  }

  private long audits(String userId, String action) {
    return desk.number(
        "SELECT count(*) FROM audit_entry WHERE user_id = ? AND action = ?", userId, action);
  }

  private void withdraw(String userId, ConsentKind kind) {
    desk.inTransaction(() -> consents.record(LedgerDesk.SENIOR, userId, kind, false, "2026-02"));
  }

  private static int statements(Runnable work) {
    StatementCounter counter = new StatementCounter();
    counter.call(
        () -> {
          work.run();
          return true;
        });
    return counter.count();
  }

  private interface Numbered<T> {
    T run(int number);
  }

  private static <T> List<T> atOnce(int threads, Numbered<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        calls.add(
            () -> {
              start.await();
              return work.run(number);
            });
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : pool.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
