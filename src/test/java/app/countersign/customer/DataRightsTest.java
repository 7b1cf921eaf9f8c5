package app.countersign.customer;

import static app.countersign.customer.Newcomers.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.FullLife.Left;
import app.countersign.customer.Newcomers.Newcomer;
import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.Postman;
import app.countersign.demo.LedgerGenerator;
import app.countersign.identity.Operator;
import app.countersign.identity.TestClock;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer with bank data: consents, the export of everything, and its erasure. */
@CustomerTest
class DataRightsTest {
  private static final String GENERATE =
      """
      mutation ($input: GenerateRecommendationsInput!) {
        generateRecommendations(input: $input) {
          recommendations { id title } userErrors { code path }
        }
      }
      """;
  private static final String EXPORT =
      """
      mutation ($input: ExportMyDataInput!) {
        exportMyData(input: $input) { export userErrors { code path } }
      }
      """;

  /** What each part gives out, by name. */
  private static final List<String> SECTIONS =
      List.of(
          "analysis",
          "answers",
          "bankData",
          "bills",
          "cards",
          "chats",
          "consents",
          "insights",
          "letters",
          "merchants",
          "profile",
          "sessions",
          "settings",
          "trackedPrices");

  /** Where such texts are kept. */
  private static final List<String> MARKED_COLUMNS =
      List.of(
          "chat.title",
          "chat_message.text",
          "purchase_line.name",
          "bill.title",
          "bill_item.name",
          "card.nickname",
          "tracked_product.name",
          "price_observation.merchant",
          "insight.title",
          "insight.text",
          "idempotency_key.answer");

  /** Those that hold texts of the person's own. */
  private static final List<String> MARKED =
      List.of("bills", "cards", "chats", "insights", "merchants", "trackedPrices");

  @Inject Newcomers newcomers;
  @Inject Api api;
  @Inject TestClock clock;
  @Inject Sql sql;
  @Inject Postman postman;
  @Inject FullLife life;
  @Inject List<PersonalData> parts;

  private @Nullable Operator senior;
  private String desk = "";
  private Newcomer person = new Newcomer("", "");
  private UUID id = new UUID(0, 0);
  private String mine = "";

  @BeforeEach
  void aCustomerWithBankData() {
    senior = api.someone(Role.SENIOR_OPERATOR);
    desk = api.signedIn(senior);
    person = newcomers.verified();
    id = newcomers.id(person);
    mine = newcomers.signedIn(person);
    importLedger();
  }

  @Test
  void noRecommendationIsMadeWithoutTheConsentItNeeds() {
    assertThat(generate().refusals("generateRecommendations")).containsExactly("CONSENT_MISSING");

    give("DATA_ANALYSIS");
    Answer given = give("RECOMMENDATIONS");
    assertThat(given.data("giveConsent.customer.consents").toString())
        .isEqualTo(
            """
            [{"kind":"DATA_ANALYSIS","isGranted":true,"textVersion":"2026-02"},\
            {"kind":"RECOMMENDATIONS","isGranted":true,"textVersion":"2026-02"},\
            {"kind":"PARTNER_OFFERS","isGranted":false,"textVersion":null}]\
            """);
    assertThat(generate().data("generateRecommendations.recommendations")).isNotEmpty();

    Answer withdrawn = withdraw("RECOMMENDATIONS");
    assertThat(withdrawn.data("withdrawConsent.customer.consents").at("/1/isGranted").asBoolean())
        .isFalse();
    assertThat(withdraw("RECOMMENDATIONS").body()).isEqualTo(withdrawn.body());
    later(Duration.ofDays(40));
    int before = newcomers.count("recommendation WHERE user_id = ?", id.toString());
    assertThat(generate().refusals("generateRecommendations")).containsExactly("CONSENT_MISSING");
    assertThat(newcomers.count("recommendation WHERE user_id = ?", id.toString()))
        .isEqualTo(before);
    assertThat(
            newcomers.count("audit_entry WHERE action = 'CONSENT' AND user_id = ?", id.toString()))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RECOMMENDATIONS", "DATA_ANALYSIS"})
  void whatIsApprovedButNotSentIsCancelledWhenTheConsentIsWithdrawn(String kind) {
    List<String> ids = recommendations();
    approve(ids.get(0));
    later(Duration.ofMinutes(10));
    postman.sendDue(DeliveryChannel.LOG);
    approve(ids.get(1));
    withdraw(kind);
    approve(ids.get(2));

    later(Duration.ofMinutes(10));
    postman.sendDue();

    assertThat(deliveries(ids, "LOG")).containsExactly("DELIVERED", "CANCELLED", "CANCELLED");
    // The letter that tells of the first had not gone out.
    assertThat(deliveries(ids, "EMAIL")).containsExactly("CANCELLED");
    assertThat(newcomers.count("delivered_message WHERE user_id = ?", id.toString())).isEqualTo(1);
  }

  @Test
  void theExportHoldsEverything() {
    List<String> ids = recommendations();
    approve(ids.getFirst());
    String mark = mark();
    life.live(person, id, mine, mark);
    clock.advance(Duration.ofMinutes(6));
    postman.sendDue();

    JsonNode export = api.call(mine, EXPORT, Map.of()).data("exportMyData.export");
    JsonNode some =
        api.call(mine, EXPORT, Map.of("sections", List.of("profile"))).data("exportMyData.export");
    Answer unknown = api.call(mine, EXPORT, Map.of("sections", List.of("secrets")));

    assertThat(export.fieldNames()).toIterable().containsExactlyElementsOf(SECTIONS);
    assertThat(parts)
        .extracting(PersonalData::section)
        .containsExactlyInAnyOrderElementsOf(SECTIONS);
    for (String section : SECTIONS) {
      assertThat(export.path(section)).as(section).isNotEmpty();
    }
    for (String section : MARKED) {
      assertThat(export.path(section).toString()).as(section).contains(mark);
    }
    assertThat(export.path("answers")).hasSize(1);
    assertThat(export.at("/settings/display/theme").asText()).isEqualTo("DARK");
    assertThat(export.path("letters").findValuesAsText("kind"))
        .contains("VERIFY_EMAIL", "PRICE_ALERT", "RECOMMENDATION");
    assertThat(export.at("/bills/debts")).hasSize(2);
    assertThat(export.at("/profile/email").asText()).isEqualTo(person.email());
    assertThat(export.at("/profile/name").asText()).isEqualTo(person.name());
    assertThat(export.at("/profile/letters/0/kind").asText()).isEqualTo("VERIFY_EMAIL");
    assertThat(export.path("consents")).hasSize(2);
    assertThat(export.path("sessions")).hasSize(1);
    for (String table : List.of("accounts", "liabilities", "transactions", "imports")) {
      assertThat(export.at("/bankData/" + table)).as(table).hasSize(stored(table));
    }
    assertThat(export.at("/bankData/transactions/0/amount").isNumber()).isTrue();
    assertThat(export.at("/analysis/recommendations")).hasSize(ids.size());
    assertThat(export.at("/analysis/delivered")).hasSize(1);
    assertThat(export.at("/analysis/signals")).isNotEmpty();
    assertThat(export.at("/analysis/personas")).isNotEmpty();
    assertThat(some.fieldNames()).toIterable().containsExactly("profile");
    assertThat(unknown.refused("exportMyData")).containsExactly("INVALID_INPUT input.sections");
  }

  @Test
  void nothingTellsWhoItWasAfterAnErasureAndTheAuditTrailHolds() {
    List<String> ids = recommendations();
    approve(ids.get(0));
    call(
        "mutation { addNote(input: {recommendationId: \"%s\", text: \"%s called\", idempotencyKey: \"note\"}) { userErrors { code } } }"
            .formatted(ids.get(0), person.name()));
    call(
        "mutation { flag(input: {recommendationId: \"%s\", reason: \"Ask %s about this\"}) { userErrors { code } } }"
            .formatted(ids.get(1), person.name()));
    clock.advance(Duration.ofMinutes(6));
    postman.sendDue();
    newcomers.requestReset(person.email());
    api.call(
        mine,
        "mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { customer { name }"
            + " } }",
        Map.of("timeZone", "Europe/Rome", "idempotencyKey", "profile"));
    api.call(mine, EXPORT, Map.of("idempotencyKey", "export"));
    String mark = mark();
    Left left = life.live(person, id, mine, mark);
    newcomers.signIn(person, "a wrong password");
    String merchant =
        sql.list(
                "SELECT description FROM ledger_transaction"
                    + " WHERE user_id = ? AND position(? in description) > 0 LIMIT 1",
                row -> Rows.text(row, "description"),
                id.toString(),
                id.toString().substring(24))
            .getFirst();
    assertThat(places(person.name())).isNotEmpty();
    assertThat(places(person.email())).isNotEmpty();
    assertThat(places(marked(merchant))).isNotEmpty();
    assertThat(places(mark)).containsAll(MARKED_COLUMNS);
    assertThat(kept(id.toString())).isPositive();
    assertThat(kept(ids.get(0))).isPositive();

    Answer wrong = erase("a wrong password");
    Answer erased = erase(PASSWORD);

    assertThat(wrong.refused("eraseMyData")).containsExactly("SIGN_IN_FAILED input.password");
    assertThat(erased.data("eraseMyData.erasedAt").asText()).isEqualTo(clock.instant().toString());
    assertThat(places(person.name())).isEmpty();
    assertThat(places(person.email())).isEmpty();
    assertThat(places(marked(merchant))).isEmpty();
    assertThat(places(mark)).isEmpty();
    assertThat(newcomers.count("idempotency_key WHERE actor_id = ?", id)).isZero();
    assertThat(kept(id.toString())).isZero();
    assertThat(kept(ids.get(0))).isZero();
    whatOthersKeepIsStraight(left);
    assertThat(
            newcomers.count(
                "app_user WHERE id = ? AND num_nonnulls(name, email, region) > 0", id.toString()))
        .isZero();
    for (String table : List.of("accounts", "liabilities", "transactions", "imports")) {
      assertThat(stored(table)).as(table).isZero();
    }
    assertThat(newcomers.count("session WHERE person_id = ?", id)).isZero();
    assertThat(newcomers.count("account_letter WHERE person_id = ?", id)).isZero();
    assertThat(
            newcomers.count(
                "recommendation WHERE user_id = ? AND status = 'APPROVED'", id.toString()))
        .isEqualTo(1);
    assertThat(newcomers.count("recommendation WHERE user_id = ?", id.toString())).isEqualTo(1);
    assertThat(api.query(desk, "{ verifyAudit { isIntact faultCount } }").data("verifyAudit"))
        .hasToString("{\"isIntact\":true,\"faultCount\":0}");
    assertThat(api.query(mine, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(newcomers.signIn(person, PASSWORD).refusals("signIn"))
        .containsExactly("SIGN_IN_FAILED");
    assertThat(
            api.query(
                    desk,
                    "{ node(id: \"%s\") { ... on Recommendation { title trace { id } } } }"
                        .formatted(ids.get(0)))
                .data("node"))
        .hasToString("{\"title\":\"Erased\",\"trace\":null}");
    assertThat(newcomers.signUp(person).refusals("signUp")).isEmpty();
    assertThat(newcomers.id(person)).isNotEqualTo(id);
  }

  /** The friend has the group, the bills and the debt still, of somebody without a name. */
  private void whatOthersKeepIsStraight(Left left) {
    JsonNode group =
        api.query(
                left.friend(),
                """
                { chat(id: "%s") {
                    title viewerRole members { name } messages { nodes { id text isErased } }
                    bills { nodes { id title total { amount } shares { member { name } } } } } }
                """
                    .formatted(left.group()))
            .data("chat");
    assertThat(group.path("title").asText()).isEqualTo("Group");
    assertThat(group.path("viewerRole").asText()).isEqualTo("OWNER");
    assertThat(group.path("members")).hasSize(1);
    assertThat(group.at("/messages/nodes").findValuesAsText("text"))
        .containsExactly("", left.friendsWords(), "");
    assertThat(group.at("/messages/nodes/2").toString())
        .isEqualTo("{\"id\":\"%s\",\"text\":\"\",\"isErased\":true}".formatted(left.groupAnswer()));
    JsonNode bill = group.at("/bills/nodes/0");
    assertThat(bill.path("id").asText()).isEqualTo(left.bill().toString());
    assertThat(bill.path("title").isNull()).isTrue();
    assertThat(bill.at("/total/amount").asText()).isEqualTo("30.00");
    assertThat(bill.at("/shares/0/member/name").isNull()).isTrue();
    assertThat(newcomers.count("debt WHERE bill_id = ? AND amount = 15.00", left.bill()))
        .isEqualTo(1);
    assertThat(
            newcomers.count(
                "delivery d JOIN chat_invitation i ON i.id = d.subject_id WHERE i.chat_id = ?"
                    + " AND d.status = 'QUEUED' AND d.payload ->> 'inviter' = 'A former member'",
                left.group()))
        .isEqualTo(1);
  }

  @Test
  void ofManyErasuresAtOnceOneIsDone() throws Exception {
    List<Answer> answers = AtOnce.run(4, () -> erase(PASSWORD));

    assertThat(answers)
        .filteredOn(answer -> answer.data("eraseMyData.erasedAt").isTextual())
        .hasSize(1);
    assertThat(
            newcomers.count("audit_entry WHERE action = 'ERASE' AND subject_id = ?", id.toString()))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"erase_bank_data", "erase_analysis", "erase_consents"})
  void theServerErasesNobodyWhoDidNotAskForIt(String function) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> sql.list("SELECT %s(?)".formatted(function), row -> true, id.toString()))
        .hasMessageContaining("only an erased customer's rows are erased");
    assertThat(stored("accounts")).isPositive();
  }

  /** Sessions do not last as long. */
  private void later(Duration step) {
    clock.advance(step);
    desk = api.signedIn(Objects.requireNonNull(senior));
    mine = newcomers.signedIn(person);
  }

  private void importLedger() {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    ObjectNode document =
        (ObjectNode)
            Json.read(
                new LedgerGenerator(42, today).users(1).getFirst().document(), JsonNode.class);
    document.remove("profile");
    document.path("override_accounts").forEach(this::mark);
    Answer answer =
        api.call(
            desk,
            """
            mutation ($input: ImportPlaidUserInput!) {
              importPlaidUser(input: $input) { userErrors { code message path } }
            }
            """,
            Map.of("userId", id.toString(), "document", document.toString()));
    assertThat(answer.data("importPlaidUser.userErrors")).isEmpty();
  }

  /** So that this customer's rows are told from those of other tests. */
  private void mark(JsonNode account) {
    for (JsonNode row : account.path("transactions")) {
      ((ObjectNode) row).put("description", marked(row.path("description").asText()));
    }
  }

  private String marked(String text) {
    return text.contains(id.toString().substring(24))
        ? text
        : text + " " + id.toString().substring(24);
  }

  /** Letters only: a few ids have twelve digits there that might be a card's number. */
  private String mark() {
    return id.toString()
        .substring(24)
        .chars()
        .map(letter -> letter <= '9' ? 'g' + letter - '0' : letter)
        .collect(
            () -> new StringBuilder("quill"), StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** How many kept answers tell of an id. */
  private int kept(String of) {
    return newcomers.count("idempotency_key WHERE position(? in answer::text) > 0", of);
  }

  private List<String> recommendations() {
    give("DATA_ANALYSIS");
    give("RECOMMENDATIONS");
    List<String> ids =
        generate().data("generateRecommendations.recommendations").findValuesAsText("id");
    assertThat(ids).hasSizeGreaterThan(2);
    return ids;
  }

  private Answer generate() {
    return api.call(
        desk,
        GENERATE,
        Map.of(
            "users", Map.of("userId", id.toString()), "idempotencyKey", "make " + clock.instant()));
  }

  private void approve(String recommendation) {
    Answer answer =
        call(
            "mutation { approve(input: {recommendationId: \"%1$s\", notes: \"%2$s wants it\", idempotencyKey: \"%1$s\"}) { userErrors { code message } } }"
                .formatted(recommendation, person.name()));
    assertThat(answer.data("approve.userErrors")).isEmpty();
  }

  private Answer call(String document) {
    return api.query(desk, document);
  }

  private Answer give(String kind) {
    return api.call(
        mine,
        """
        mutation ($input: GiveConsentInput!) {
          giveConsent(input: $input) {
            customer { consents { kind isGranted textVersion } } userErrors { code path }
          }
        }
        """,
        Map.of("kind", kind, "textVersion", "2026-02"));
  }

  private Answer withdraw(String kind) {
    return api.call(
        mine,
        """
        mutation ($input: WithdrawConsentInput!) {
          withdrawConsent(input: $input) {
            customer { consents { kind isGranted textVersion } } userErrors { code path }
          }
        }
        """,
        Map.of("kind", kind));
  }

  private Answer erase(String password) {
    return api.call(
        mine,
        """
        mutation ($input: EraseMyDataInput!) {
          eraseMyData(input: $input) { erasedAt userErrors { code path } }
        }
        """,
        Map.of("password", password));
  }

  private List<String> deliveries(List<String> recommendations, String channel) {
    return recommendations.stream()
        .flatMap(
            recommendation ->
                sql
                    .list(
                        "SELECT status FROM delivery WHERE subject_id = ? AND channel = ?",
                        row -> Rows.text(row, "status"),
                        UUID.fromString(recommendation),
                        channel)
                    .stream())
        .toList();
  }

  private int stored(String what) {
    String table =
        switch (what) {
          case "accounts" -> "account";
          case "liabilities" -> "liability";
          case "transactions" -> "ledger_transaction";
          default -> "ledger_import";
        };
    return newcomers.count(table + " WHERE user_id = ?", id.toString());
  }

  /** Every column of every table that holds the text, in whatever type. */
  private List<String> places(String text) {
    List<String> columns =
        sql.list(
            """
            SELECT format('%I.%I', c.relname, a.attname) AS place
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
              AND a.attnum > 0 AND NOT a.attisdropped AND has_table_privilege(c.oid, 'SELECT')
            """,
            row -> Rows.text(row, "place"));
    assertThat(columns).hasSizeGreaterThan(200);
    List<String> places = new ArrayList<>();
    for (String column : columns) {
      String[] parts = column.split("\\.");
      if (newcomers.count(
              "%s WHERE position(lower(?) in lower(%s::text)) > 0".formatted(parts[0], parts[1]),
              text)
          > 0) {
        places.add(column);
      }
    }
    return places;
  }
}
