package app.countersign.bill;

import static app.countersign.bill.TestGroups.equal;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.bill.TestGroups.TestGroup;
import app.countersign.intent.Entities;
import app.countersign.intent.Intent;
import app.countersign.intent.IntentClassifier;
import app.countersign.intent.MessageContext;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "split_engine")
@Property(name = "testing.role-names-as-tokens", value = "true")
class SplitEngineTest {
  private static final ZonedDateTime ASKED_AT =
      ZonedDateTime.of(2026, 3, 10, 12, 0, 0, 0, ZoneOffset.UTC);
  private static final IntentClassifier CLASSIFIER = new IntentClassifier();

  private final SplitEngine engine;
  private final TestGroups groups;
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;

  SplitEngineTest(
      SplitEngine engine,
      TestGroups groups,
      Sql sql,
      TransactionOperations<Connection> transactions) {
    this.engine = engine;
    this.groups = groups;
    this.sql = sql;
    this.transactions = transactions;
  }

  /** A group of Dora, who asks, Ana, Ben and Cy; or Dora alone. */
  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/bill/messages.csv", delimiter = '|', quoteCharacter = '`')
  void messagesAreAnsweredInTheseWords(String chat, String message, String answer) {
    TestGroup group =
        chat.equals("group") ? groups.group("Dora", "Ana", "Ben", "Cy") : groups.solo("Dora");
    Question question = question(group, message, true);

    EngineAnswer answered = engine.answer(question, label -> {});

    assertThat(answered.text()).isEqualTo(answer);
    assertThat(engine.answer(question, label -> {}).text()).isEqualTo(answer);
    BillSplit split = answered.drawer() instanceof BillSplit drawer ? drawer : null;
    boolean isDivided = split != null && split.total() != null;
    assertThat(answered.keep() != null).isEqualTo(isDivided && chat.equals("group"));
    if (isDivided) {
      assertThat(
              split.shares().stream()
                  .map(share -> share.amount().amount())
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(split.total().amount());
    }
  }

  @Test
  void itsIntentIsSplitAndItsDrawerSurvivesJson() {
    TestGroup group = groups.group("Dora", "Ana", "Ben");
    EngineAnswer answer =
        engine.answer(question(group, "split $100 with Ana and Ben", true), label -> {});
    BillSplit drawer = (BillSplit) Objects.requireNonNull(answer.drawer());

    assertThat(engine.intent()).isEqualTo(Intent.SPLIT);
    assertThat(engine.drawerType()).isEqualTo(BillSplit.class);
    assertThat(Json.read(Json.write(drawer), BillSplit.class)).isEqualTo(drawer);
    assertThat(drawer.shares().stream().map(BillSplit.ShareOf::howRounded))
        .containsExactly(
            "100/3 with the odd 0.01 to 33.34",
            "100/3 rounded down to 33.33",
            "100/3 rounded down to 33.33");
    assertThat(drawer.shares().getFirst().member().personId()).isEqualTo(group.member(0).id());
    assertThat(drawer.questions())
        .containsExactly("Nobody was said to have paid: it was taken that whoever asked did.");
  }

  @Test
  void whatIsKeptIsAProposalThatAMemberCountersigns() {
    TestGroup group = groups.group("Dora", "Ana", "Ben");
    Question question =
        question(
            group,
            "Ana had the steak for $30, Ben and I had the salad for $12.50, tip $5, split it",
            true);
    EngineAnswer answer = engine.answer(question, label -> {});
    UUID billId =
        Objects.requireNonNull(((BillSplit) Objects.requireNonNull(answer.drawer())).billId());
    Runnable keep = Objects.requireNonNull(answer.keep());
    Runnable again = Objects.requireNonNull(engine.answer(question, label -> {}).keep());
    for (Runnable each : List.of(keep, keep, again)) {
      transactions.executeWrite(
          status -> {
            each.run();
            return null;
          });
    }
    assertThat(billId.version()).isEqualTo(7);
    assertThat(
            sql.list(
                "SELECT id FROM bill WHERE answer_id = ?",
                row -> Rows.uuid(row, "id"),
                question.answerId()))
        .containsExactly(billId);

    String read =
        "{ bill(id: \"%s\") { status answerId proposedBy { name } rule items { kind name }"
            + " debts { id } shares { member { name } amount { amount } } } }";
    JsonNode proposed = groups.query(group.member(1), read.formatted(billId)).data("bill");
    assertThat(proposed.path("status").asText()).isEqualTo("PROPOSED");
    assertThat(proposed.path("answerId").asText()).isEqualTo(question.answerId().toString());
    assertThat(proposed.at("/proposedBy/name").asText()).isEqualTo("Dora");
    assertThat(proposed.path("debts")).isEmpty();
    assertThat(proposed.at("/items/0/name").asText()).isEqualTo("steak");
    assertThat(TestGroups.amounts(proposed.path("shares"), "member"))
        .containsExactly("Ana 33.53", "Ben 6.99", "Dora 6.98");

    groups.decide(group.member(1), "countersignBill", Map.of("billId", billId.toString()));

    assertThat(groups.query(group.member(1), read.formatted(billId)).data("bill.debts")).hasSize(2);
  }

  @Test
  void whatIsOpenIsToldWithWhoWouldPayWhom() {
    TestGroup group = groups.group("Dora", "Ana", "Ben");
    groups.bill(group.member(0), equal(group, "90.00"));

    EngineAnswer all = engine.answer(question(group, "who owes what", true), label -> {});
    EngineAnswer ana = engine.answer(question(group, "what does Ana owe me?", true), label -> {});
    BillSplit drawer = (BillSplit) Objects.requireNonNull(all.drawer());

    assertThat(all.text())
        .isEqualTo(
            "On balance, Dora is owed 60.00 USD, Ana owes 30.00 USD and Ben owes 30.00 USD. To be"
                + " even, Ana pays Dora 30.00 USD and Ben pays Dora 30.00 USD.");
    assertThat(drawer.transfers()).hasSize(2);
    assertThat(drawer.balances()).hasSize(3);
    assertThat(all.keep()).isNull();
    assertThat(ana.text())
        .isEqualTo("Ana owes you 30.00 USD. Whoever is owed marks it settled once it is paid.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          split my last Amazon order with Ana | Amazon order of 2026-03-09, 21.60 USD, split equally: Dora 10.80 and Ana 10.80. Paid by Dora. This is a proposal: it takes effect when a member countersigns it.
          split my Amazon order from March 3 with Ana and Ben | Amazon order of 2026-03-03, 10.00 USD, split equally: Dora 3.34, Ana 3.33 and Ben 3.33. Paid by Dora. This is a proposal: it takes effect when a member countersigns it.
          split my last order 2:1 with Ben | Amazon order of 2026-03-09, 21.60 USD, split by weight: Dora 14.40 and Ben 7.20. Paid by Dora. This is a proposal: it takes effect when a member countersigns it.
          split my Amazon order with Ana | Amazon order of 2026-03-09, 21.60 USD, split equally: Dora 10.80 and Ana 10.80. Paid by Dora. This is a proposal: it takes effect when a member countersigns it. There are several such purchases: the latest was taken.
          split my last DoorDash order with Ana | I find no such purchase at DoorDash. Say the amount, and I split that.
          split Ana's last Amazon order | Ana does not share purchases in this chat. How much was it?
          """)
  void aPurchaseIsSplitWhereItsBuyerSharesThem(String message, String answer) {
    TestGroup group = groups.group("Dora", "Ana", "Ben");
    purchases(group.member(0));
    purchases(group.member(1));
    sql.update(
        "UPDATE chat_member SET shares_purchases = true WHERE chat_id = ? AND person_id = ?",
        group.id(),
        group.member(0).id());

    assertThat(engine.answer(sharing(group, message, 0), label -> {}).text()).isEqualTo(answer);
  }

  @Test
  void onesOwnPurchasesAreNotSharedWithAGroupUnasked() {
    TestGroup group = groups.group("Dora", "Ana");
    purchases(group.member(0));

    EngineAnswer answer =
        engine.answer(question(group, "split my last Amazon order", false), label -> {});
    EngineAnswer alone =
        engine.answer(
            question(groups.solo("Dora"), "split my last Amazon order with Ana", false),
            label -> {});

    assertThat(answer.text())
        .isEqualTo(
            "You do not share your purchases in this chat, so I do not look at them here. Share"
                + " them, or say the amount.");
    assertThat(answer.drawer()).isNull();
    assertThat(alone.text())
        .isEqualTo(
            "Amazon order of 2026-03-09, 21.60 USD, split equally: you 10.80 and Ana 10.80.");
    assertThat(alone.keep()).isNull();
  }

  private void purchases(Actor buyer) {
    purchase(buyer, "2026-03-03T10:00:00Z", "10.00");
    purchase(buyer, "2026-03-09T10:00:00Z", "21.60");
  }

  private void purchase(Actor buyer, String at, String total) {
    Instant ordered = Instant.parse(at);
    sql.update(
        """
        INSERT INTO purchase (id, person_id, merchant_id, origin, source_id, status, ordered_at,
          ordered_on, currency, total, has_discrepancy, content_hash, observed_at, created_at)
        VALUES (?, ?, 44, 'FILE', ?, 'DELIVERED', ?, ?::date, 'USD', ?::numeric, false, ''::bytea, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        Ids.next(),
        buyer.id(),
        "order of " + at,
        ordered,
        at.substring(0, 10),
        total,
        ordered,
        ordered);
  }

  private Question sharing(TestGroup group, String message, int sharer) {
    List<Question.Member> members = new ArrayList<>();
    for (Actor member : group.members()) {
      members.add(
          new Question.Member(member.id(), member.name(), member.equals(group.member(sharer))));
    }
    return question(group, message, members);
  }

  private Question question(TestGroup group, String message, boolean isSharing) {
    return question(
        group,
        message,
        group.members().stream()
            .map(member -> new Question.Member(member.id(), member.name(), isSharing))
            .toList());
  }

  private Question question(TestGroup group, String text, List<Question.Member> members) {
    boolean isGroup = members.size() > 1;
    MessageContext context =
        new MessageContext(isGroup, members.stream().map(Question.Member::name).toList());
    UUID messageId = message(group, null, text);
    return new Question(
        group.id(),
        messageId,
        message(group, messageId, ""),
        group.member(0),
        text,
        CLASSIFIER.classify(text, context),
        Entities.find(text, ASKED_AT, context),
        isGroup,
        members,
        ZoneOffset.UTC,
        ASKED_AT.toInstant(),
        List.of());
  }

  private UUID message(
      TestGroup group, @org.jspecify.annotations.Nullable UUID answers, String text) {
    UUID id = Ids.next();
    sql.update(
        """
        INSERT INTO chat_message (id, chat_id, sequence, kind, sender_id, answers_id, status, text,
          created_at, finished_at)
        SELECT ?, ?, count(*) + 1, ?, ?::uuid, ?::uuid, 'COMPLETE', ?, ?, ? FROM chat_message WHERE chat_id = ?
        """,
        id,
        group.id(),
        answers == null ? "PERSON" : "ASSISTANT",
        answers == null ? group.member(0).id() : null,
        answers,
        text,
        ASKED_AT.toInstant(),
        ASKED_AT.toInstant(),
        group.id());
    return id;
  }
}
