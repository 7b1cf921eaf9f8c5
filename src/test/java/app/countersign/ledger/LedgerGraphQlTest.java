package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LedgerTest
class LedgerGraphQlTest {
  private static final String IMPORT =
      """
      mutation ($input: ImportPlaidUserInput!) {
        importPlaidUser(input: $input) {
          result { user { id name consents { kind isGranted textVersion } }
            wasAlreadyImported accountCount transactionCount warnings }
          userErrors { code message path }
        }
      }
      """;
  private static final String CONSENT =
      """
      mutation ($input: RecordConsentInput!) {
        recordConsent(input: $input) {
          user { id consents { kind isGranted textVersion changedAt } }
          userErrors { code message path }
        }
      }
      """;
  private static final String WHOLE =
      """
      query ($ids: [ID!]!) {
        nodes(ids: $ids) {
          ... on User {
            id name email region ageBracket annualIncome
            consents { kind isGranted }
            balances { assets { amount currency } debts { amount currency } }
            accounts(first: 10) { totalCount nodes {
              type subtype name mask currentBalance availableBalance creditLimit currency
              liability { type aprPercentage minimumPaymentAmount lastPaymentAmount
                nextPaymentDueDate overdue }
              transactions(first: 3) { totalCount nodes {
                postedOn transactedOn amount { amount currency } description merchant category } }
            } }
          }
        }
      }
      """;

  private final LedgerDesk desk;

  LedgerGraphQlTest(LedgerDesk desk) {
    this.desk = desk;
  }

  private LedgerDesk.Answer importing(Role role, Map<String, ?> input) {
    return desk.ask(role, IMPORT, Map.of("input", input));
  }

  private LedgerDesk.Answer consenting(Role role, Map<String, ?> input) {
    return desk.ask(role, CONSENT, Map.of("input", input));
  }

  @Test
  void aSeniorOperatorImportsAUser() {
    String userId = LedgerDesk.newUser();

    LedgerDesk.Answer answer =
        importing(
            Role.SENIOR_OPERATOR,
            Map.of(
                "userId", userId,
                "document", PlaidFiles.text("business_account.json"),
                "consents", List.of("RECOMMENDATIONS")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data("importPlaidUser").toString())
        .startsWith(
            """
            {"result":{"user":{"id":"%s","name":"Hooli LLC","consents":[\
            {"kind":"DATA_ANALYSIS","isGranted":false,"textVersion":null},\
            {"kind":"RECOMMENDATIONS","isGranted":true,"textVersion":"import"},\
            {"kind":"PARTNER_OFFERS","isGranted":false,"textVersion":null}]},\
            "wasAlreadyImported":false,"accountCount":1,"transactionCount":36,"warnings":[\
            """
                .formatted(userId))
        .endsWith("\"userErrors\":[]}");
  }

  @Test
  void whoMayNotImportOrRecordChangesNothing() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, LedgerDesk.document("1"));
    Map<String, Long> before = desk.rows();
    Map<String, Object> document =
        Map.of("userId", LedgerDesk.newUser(), "document", LedgerDesk.document("1"));
    Map<String, Object> consent =
        Map.of("userId", userId, "kind", "DATA_ANALYSIS", "granted", true, "textVersion", "v1");

    assertThat(importing(null, document).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(importing(Role.OPERATOR, document).errors()).containsExactly("FORBIDDEN");
    assertThat(importing(Role.ANALYST, document).errors()).containsExactly("FORBIDDEN");
    assertThat(consenting(null, consent).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(consenting(Role.OPERATOR, consent).errors()).containsExactly("FORBIDDEN");
    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void nobodyReadsUsersWithoutSigningIn() {
    assertThat(desk.ask(null, "{ users { totalCount } }").errors())
        .containsExactly("UNAUTHENTICATED");
    assertThat(desk.ask(null, "{ user(id: \"x\") { id } }").errors())
        .containsExactly("UNAUTHENTICATED");
  }

  @Test
  void aDocumentThatCannotBeReadIsRefusedWithItsPlace() {
    Map<String, Long> before = desk.rows();

    LedgerDesk.Answer answer =
        importing(
            Role.SENIOR_OPERATOR,
            Map.of(
                "userId",
                LedgerDesk.newUser(),
                "document",
                LedgerDesk.document("1", "\"two\""),
                "consents",
                List.of("DATA_ANALYSIS")));

    assertThat(answer.data("importPlaidUser").toString())
        .isEqualTo(
            """
            {"result":null,"userErrors":[{"code":"UNREADABLE_DOCUMENT",\
            "message":"A number is expected here.",\
            "path":["input","document","override_accounts[0].transactions[1].amount"]}]}\
            """);
    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void anIdThatIsNoneOrOfAnotherIsRefused() {
    Map<String, Long> before = desk.rows();

    assertThat(
            importing(Role.ADMIN, Map.of("userId", "a b", "document", LedgerDesk.document("1")))
                .refusals("importPlaidUser"))
        .containsExactly("INVALID_INPUT");
    assertThat(
            importing(
                    Role.ADMIN,
                    Map.of("userId", "other", "document", LedgerDesk.documentOf("one", "1")))
                .refusals("importPlaidUser"))
        .containsExactly("INVALID_INPUT");
    assertThat(
            importing(Role.ADMIN, Map.of("document", LedgerDesk.document("1")))
                .refusals("importPlaidUser"))
        .containsExactly("INVALID_INPUT");
    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void aKeyUsedAgainGivesTheFirstAnswerAndAnotherInputIsRefused() {
    Map<String, Object> input = new HashMap<>();
    input.put("userId", LedgerDesk.newUser());
    input.put("document", LedgerDesk.document("1"));
    input.put("idempotencyKey", "import-" + input.get("userId"));
    LedgerDesk.Answer first = importing(Role.SENIOR_OPERATOR, input);
    Map<String, Long> after = desk.rows();

    LedgerDesk.Answer again = importing(Role.SENIOR_OPERATOR, input);
    input.put("document", LedgerDesk.document("2"));
    LedgerDesk.Answer other = importing(Role.SENIOR_OPERATOR, input);

    assertThat(first.data("importPlaidUser.result.wasAlreadyImported").asBoolean()).isFalse();
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.refusals("importPlaidUser")).containsExactly("KEY_REUSED");
    assertThat(desk.rows()).isEqualTo(after);
  }

  @Test
  void aConsentIsGivenKeptAndWithdrawn() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, LedgerDesk.document("1"));
    Map<String, Object> given =
        Map.of("userId", userId, "kind", "PARTNER_OFFERS", "granted", true, "textVersion", "v2");

    LedgerDesk.Answer first = consenting(Role.SENIOR_OPERATOR, given);
    Map<String, Long> after = desk.rows();
    LedgerDesk.Answer same = consenting(Role.SENIOR_OPERATOR, given);
    Map<String, Long> afterSame = desk.rows();
    LedgerDesk.Answer withdrawn =
        consenting(
            Role.SENIOR_OPERATOR,
            Map.of(
                "userId", userId, "kind", "PARTNER_OFFERS", "granted", false, "textVersion", "v2"));

    JsonNode offers = first.data("recordConsent.user.consents").get(2);
    assertThat(offers.path("kind").asText()).isEqualTo("PARTNER_OFFERS");
    assertThat(offers.path("isGranted").asBoolean()).isTrue();
    assertThat(offers.path("textVersion").asText()).isEqualTo("v2");
    assertThat(same.body()).isEqualTo(first.body());
    assertThat(afterSame).isEqualTo(after);
    assertThat(withdrawn.data("recordConsent.user.consents").get(2).path("isGranted").asBoolean())
        .isFalse();
    assertThat(
            desk.number(
                "SELECT count(*) FROM audit_entry WHERE user_id = ? AND action = 'CONSENT'",
                userId))
        .isEqualTo(2);
  }

  @Test
  void aConsentOfNobodyOrOfNoVersionIsRefused() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, LedgerDesk.document("1"));
    Map<String, Long> before = desk.rows();
    Map<String, Object> input = new HashMap<>();
    input.put("userId", "nobody");
    input.put("kind", "DATA_ANALYSIS");
    input.put("granted", true);
    input.put("textVersion", "v1");

    assertThat(consenting(Role.ADMIN, input).refusals("recordConsent"))
        .containsExactly("NOT_FOUND");
    input.put("userId", userId);
    for (String version : List.of("", "  ", "v".repeat(51))) {
      input.put("textVersion", version);
      assertThat(consenting(Role.ADMIN, input).refusals("recordConsent"))
          .as("version '%s'", version)
          .containsExactly("INVALID_INPUT");
    }
    assertThat(desk.rows()).isEqualTo(before);
  }

  @Test
  void aUserIsShownWithAccountsRowsAndBalances() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, PlaidFiles.text("credit_card_custom_user.json"), ConsentKind.DATA_ANALYSIS);

    LedgerDesk.Answer answer =
        desk.ask(Role.ANALYST, WHOLE, Map.of("ids", List.of(userId, "none")));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.data("nodes").get(1).isNull()).isTrue();
    JsonNode user = answer.data("nodes").get(0);
    assertThat(user.path("id").asText()).isEqualTo(userId);
    assertThat(user.path("balances").toString())
        .isEqualTo(
            "{\"assets\":{\"amount\":\"0.00\",\"currency\":\"USD\"},"
                + "\"debts\":{\"amount\":\"1245.67\",\"currency\":\"USD\"}}");
    assertThat(user.at("/accounts/totalCount").asInt()).isEqualTo(1);
    JsonNode card = user.at("/accounts/nodes/0");
    assertThat(card.path("type").asText()).isEqualTo("CREDIT");
    assertThat(card.at("/liability/type").asText()).isEqualTo("CREDIT_CARD");
    assertThat(card.at("/transactions/totalCount").asInt()).isEqualTo(5);
    assertThat(card.at("/transactions/nodes")).hasSize(3);
    assertThat(card.at("/transactions/nodes").findValuesAsText("postedOn"))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void rowsArePagedToTheirEndEachOnce() {
    String userId = LedgerDesk.newUser();
    desk.take(userId, PlaidFiles.text("bank_income_basic.json"));
    String query =
        """
        query ($id: ID!, $after: String) {
          user(id: $id) { accounts { nodes { transactions(first: 20, after: $after) {
            totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }
        }
        """;
    List<String> seen = new ArrayList<>();
    Map<String, Object> variables = new HashMap<>(Map.of("id", userId));

    int pages = 0;
    boolean hasNext = true;
    while (hasNext) {
      JsonNode page =
          desk.ask(Role.ANALYST, query, variables)
              .data("user")
              .at("/accounts/nodes/0/transactions");
      assertThat(page.path("totalCount").asInt()).isEqualTo(74);
      page.path("nodes").forEach(node -> seen.add(node.path("id").asText()));
      hasNext = page.at("/pageInfo/hasNextPage").asBoolean();
      variables.put("after", page.at("/pageInfo/endCursor").asText());
      pages++;
    }

    assertThat(pages).isEqualTo(4);
    assertThat(seen).hasSize(74).doesNotHaveDuplicates();
  }

  @Test
  void balancesAreOfTheCurrencyMostAccountsHaveAndNullWithoutAny() {
    String mixed = LedgerDesk.newUser();
    String unknown = LedgerDesk.newUser();
    String account =
        "{\"type\":\"%s\",\"subtype\":\"x\",\"currency\":\"%s\",\"starting_balance\":%s}";
    desk.take(
        mixed,
        "{\"override_accounts\":[%s,%s,%s,%s]}"
            .formatted(
                account.formatted("depository", "JPY", "100"),
                account.formatted("depository", "EUR", "10.10"),
                account.formatted("loan", "EUR", "5.005"),
                account.formatted("investment", "EUR", "0.50")));
    desk.take(unknown, "{\"override_accounts\":[{\"type\":\"other\",\"subtype\":\"x\"}]}");
    String query =
        "query ($id: ID!) { user(id: $id) { balances { assets { amount currency } debts { amount }"
            + " } } }";

    assertThat(desk.ask(Role.ANALYST, query, Map.of("id", mixed)).data("user.balances").toString())
        .isEqualTo(
            "{\"assets\":{\"amount\":\"10.60\",\"currency\":\"EUR\"},\"debts\":{\"amount\":\"5.01\"}}");
    assertThat(
            desk.ask(Role.ANALYST, query, Map.of("id", unknown))
                .data("user")
                .path("balances")
                .isNull())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seek%1-ADA", "sEEk%", "SEEK%1", "ADA b", "ada Byr"})
  void usersAreFoundByTheBeginningOfIdOrNameInAnyCase(String search) {
    String id = "SeeK_1-ada";
    desk.take(
        id, "{\"profile\":{\"name\":\"Ada Byron%\"}," + LedgerDesk.document("1").substring(1));
    String typed = search.replace('%', '_');

    assertThat(found(Map.of("search", typed))).containsExactly(id);
  }

  @Test
  void whatLooksLikeAPatternIsSearchedAsItStands() {
    desk.take("pattern1", LedgerDesk.document("1"));

    assertThat(found(Map.of("search", "patter_1"))).isEmpty();
    assertThat(found(Map.of("search", "pattern%"))).isEmpty();
    assertThat(found(Map.of("search", "attern1"))).isEmpty();
    assertThat(found(Map.of("search", "pattern\\"))).isEmpty();
    assertThat(found(Map.of("search", " pattern1 "))).containsExactly("pattern1");
  }

  @Test
  void filtersNarrowNullDoesNotAndAnEmptyListMatchesNothing() {
    desk.take("filtered", LedgerDesk.document("1"));
    Map<String, Object> filter = new HashMap<>();
    filter.put("search", "filtered");
    filter.put("persona", null);

    assertThat(found(filter)).containsExactly("filtered");
    filter.put("persona", List.of());
    assertThat(found(filter)).isEmpty();
    filter.put("persona", List.of("STUDENT"));
    assertThat(found(filter)).isEmpty();
    assertThat(
            desk.ask(Role.ANALYST, "{ users(filter: null, first: 1) { nodes { id } } }").errors())
        .isEmpty();
    assertThat(
            desk.ask(
                    Role.ANALYST,
                    "query ($filter: UserFilter) { users(filter: $filter) { totalCount } }",
                    Map.of("filter", Map.of("search", "x".repeat(101))))
                .errors())
        .containsExactly("BAD_REQUEST");
  }

  @Test
  void usersComeNewestFirst() {
    String older = LedgerDesk.newUser();
    String newer = LedgerDesk.newUser();
    desk.take(older, LedgerDesk.document("1"));
    desk.take(newer, LedgerDesk.document("1"));

    JsonNode users = desk.ask(Role.ANALYST, "{ users(first: 2) { nodes { id } } }").data("users");

    assertThat(users.findValuesAsText("id")).containsExactly(newer, older);
  }

  @Test
  void statementsDoNotGrowWithUsers() {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      String userId = LedgerDesk.newUser();
      desk.take(userId, PlaidFiles.text("assets_custom_user2.json"));
      ids.add(userId);
    }

    int ofOne = desk.statements(WHOLE, Map.of("ids", ids.subList(0, 1)));
    int ofAll = desk.statements(WHOLE, Map.of("ids", ids));

    // One of them asks whether the ids are contracts': an id does not say its type.
    assertThat(ofOne).isEqualTo(9);
    assertThat(ofAll).isEqualTo(ofOne);
  }

  private List<String> found(Map<String, ?> filter) {
    return desk.ask(
            Role.ANALYST,
            "query ($filter: UserFilter) { users(filter: $filter) { nodes { id } } }",
            Map.of("filter", filter))
        .data("users")
        .findValuesAsText("id");
  }
}
