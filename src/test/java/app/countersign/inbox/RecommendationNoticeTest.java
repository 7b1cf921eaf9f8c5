package app.countersign.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.PersonalData;
import app.countersign.delivery.Delivery;
import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.DeliveryListener;
import app.countersign.delivery.Postman;
import app.countersign.letter.Letter;
import app.countersign.letter.LetterKind;
import app.countersign.letter.Letters;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.review.DeskFixture;
import app.countersign.review.ReviewDesk;
import app.countersign.review.UndoDesk;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an operator's approval into the customer's own chat. */
@MicronautTest(transactional = false)
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.database.name", value = "inbox")
@Property(name = "countersign.graphql.strict", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "testing.role-names-as-tokens", value = "true")
class RecommendationNoticeTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String MESSAGES =
      """
      { chats(first: 10) { nodes { kind messages(first: 50) { nodes {
        kind text recommendation { id title rationale disclaimer type contentUrl provider
          deliveredAt }
      } } } } }
      """;

  @Inject Api api;
  @Inject DeskFixture desk;
  @Inject TestCustomers customers;
  @Inject ReviewDesk reviews;
  @Inject UndoDesk undos;
  @Inject Postman postman;
  @Inject Letters letters;
  @Inject List<PersonalData> personalData;
  @Inject Stubborn stubborn;
  @Inject TransactionOperations<Connection> transactions;

  private Actor ana = Actor.system("somebody");

  /** A listener that fails for the users it is told to. */
  @Singleton
  @Requires(property = "countersign.database.name", value = "inbox")
  static class Stubborn implements DeliveryListener {
    private final Set<String> users = ConcurrentHashMap.newKeySet();

    @Override
    public void delivered(Delivery delivery) {
      if (users.contains(String.valueOf(delivery.userId()))) {
        throw new IllegalStateException("not for this one");
      }
    }
  }

  @BeforeEach
  void somebodyNew() {
    ana = customers.named("Ana " + NUMBER.incrementAndGet());
    desk.sql()
        .update(
            """
            UPDATE delivery SET status = 'CANCELLED', finished_at = created_at, address = NULL
            WHERE status = 'QUEUED'
            """);
  }

  private Recommendation approved(String userId) {
    Recommendation item =
        desk.item(
            desk.fresh(
                userId, PersonaKind.HIGH_UTILIZATION, Priority.HIGH, DeskFixture.PASSED, null));
    reviews.approve(desk.operator(Role.OPERATOR), item.id(), null, null);
    return item;
  }

  private void undoWindowPasses() {
    desk.clock().advance(Duration.ofMinutes(6));
  }

  private List<JsonNode> notices(Actor person) {
    return api.query(TestCustomers.token(person), MESSAGES)
        .data("chats.nodes")
        .valueStream()
        .flatMap(chat -> chat.at("/messages/nodes").valueStream())
        .filter(message -> message.path("kind").asText().equals("NOTICE"))
        .toList();
  }

  private List<String> queuedLetters(Actor person) {
    return desk.sql()
        .list(
            """
            SELECT subject_type || ' ' || payload::text AS letter FROM delivery
            WHERE user_id = ? AND channel = 'EMAIL' AND status = 'QUEUED' ORDER BY id
            """,
            row -> Rows.text(row, "letter"),
            person.id().toString());
  }

  @Test
  void whatWasApprovedAppearsInOnesOwnChatOnceAndIsTold() {
    approved(ana.id().toString());
    assertThat(postman.sendDue(DeliveryChannel.LOG)).isZero();
    assertThat(notices(ana)).isEmpty();

    undoWindowPasses();
    assertThat(postman.sendDue(DeliveryChannel.LOG)).isEqualTo(1);
    assertThat(postman.sendDue(DeliveryChannel.LOG)).isZero();

    assertThat(notices(ana)).hasSize(1);
    JsonNode notice = notices(ana).getFirst();
    assertThat(notice.path("text").asText())
        .isEqualTo(
            "Approved for you: %s\n\n%s\n\nEducation, not advice."
                .formatted(DeskFixture.TITLE, DeskFixture.RATIONALE));
    JsonNode recommendation = notice.path("recommendation");
    assertThat(recommendation.path("title").asText()).isEqualTo(DeskFixture.TITLE);
    assertThat(recommendation.path("rationale").asText()).isEqualTo(DeskFixture.RATIONALE);
    assertThat(recommendation.path("disclaimer").asText()).isEqualTo("Education, not advice.");
    assertThat(recommendation.path("type").asText()).isEqualTo("ARTICLE");
    assertThat(recommendation.path("contentUrl").asText()).isEqualTo("https://example.org/a");
    assertThat(recommendation.path("provider").isNull()).isTrue();
    assertThat(recommendation.path("deliveredAt").asText())
        .isEqualTo(desk.clock().instant().toString());
    assertThat(queuedLetters(ana))
        .containsExactly("RECOMMENDATION {\"title\": \"%s\"}".formatted(DeskFixture.TITLE));
  }

  @Test
  void itIsPutIntoTheChatThatIsThere() {
    String token = TestCustomers.token(ana);
    api.query(token, "mutation { createChat(input: {title: \"Mine\"}) { userErrors { code } } }");
    approved(ana.id().toString());
    approved(ana.id().toString());
    undoWindowPasses();

    assertThat(postman.sendDue(DeliveryChannel.LOG)).isEqualTo(2);

    assertThat(
            api.query(token, "{ chats { totalCount nodes { title } } }").data("chats").toString())
        .isEqualTo("{\"totalCount\":1,\"nodes\":[{\"title\":\"Mine\"}]}");
    assertThat(notices(ana)).hasSize(2);
  }

  @Test
  void whatWasTakenBackNeverShows() {
    Actor operator = desk.operator(Role.OPERATOR);
    Recommendation item =
        desk.item(
            desk.fresh(
                ana.id().toString(),
                PersonaKind.HIGH_UTILIZATION,
                Priority.HIGH,
                DeskFixture.PASSED,
                null));
    reviews.approve(operator, item.id(), null, null);
    undos.undo(operator, item.id(), null);
    undoWindowPasses();

    assertThat(postman.sendDue(DeliveryChannel.LOG)).isZero();

    assertThat(notices(ana)).isEmpty();
    assertThat(queuedLetters(ana)).isEmpty();
    assertThat(mine(ana).path("totalCount").asInt()).isZero();
  }

  @Test
  void whoWantsNoLettersFindsItInTheChatAllTheSame() {
    choose("email: false, push: false");
    approved(ana.id().toString());
    undoWindowPasses();

    postman.sendDue(DeliveryChannel.LOG);

    assertThat(notices(ana)).hasSize(1);
    assertThat(queuedLetters(ana)).isEmpty();
  }

  @Test
  void aUserWhoIsNoCustomerHasNoChatToReadItIn() {
    approved(DeskFixture.USER);
    undoWindowPasses();

    assertThat(postman.sendDue(DeliveryChannel.LOG)).isEqualTo(1);

    assertThat(
            desk.count(
                "recommendation_notice n JOIN delivery d ON d.id = n.delivery_id"
                    + " WHERE d.user_id = ?",
                DeskFixture.USER))
        .isZero();
  }

  @Test
  void severalServersPutEachUpOnce() throws Exception {
    IntStream.range(0, 30).forEach(number -> approved(ana.id().toString()));
    undoWindowPasses();
    Callable<Integer> server = () -> postman.sendDue(DeliveryChannel.LOG);

    List<Integer> sent = AtOnce.run(Collections.nCopies(3, server));

    assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    assertThat(notices(ana))
        .hasSize(30)
        .extracting(notice -> notice.at("/recommendation/id").asText())
        .doesNotHaveDuplicates();
    assertThat(queuedLetters(ana)).hasSize(30);
  }

  @Test
  void oneThatCannotBePutUpIsTriedAgainAndHoldsNobodyElseUp() {
    Actor ben = customers.named("Ben " + NUMBER.incrementAndGet());
    stubborn.users.add(ben.id().toString());
    approved(ana.id().toString());
    Recommendation stuck = approved(ben.id().toString());
    approved(ana.id().toString());
    undoWindowPasses();

    assertThat(postman.sendDue(DeliveryChannel.LOG)).isEqualTo(2);

    assertThat(notices(ana)).hasSize(2);
    assertThat(notices(ben)).isEmpty();
    assertThat(queuedLetters(ben)).isEmpty();
    assertThat(desk.deliveries(stuck.id())).containsExactly("QUEUED");
    stubborn.users.clear();
    desk.clock().advance(Duration.ofSeconds(5));
    assertThat(postman.sendDue(DeliveryChannel.LOG)).isEqualTo(1);
    assertThat(notices(ben)).hasSize(1);
  }

  @Test
  void onesRecommendationsArePagedNewestFirstAndNobodyElses() {
    Actor ben = customers.named("Ben " + NUMBER.incrementAndGet());
    for (int count = 0; count < 3; count++) {
      approved(ana.id().toString());
      undoWindowPasses();
      postman.sendDue(DeliveryChannel.LOG);
    }

    JsonNode first = mine(ana);

    assertThat(first.path("totalCount").asInt()).isEqualTo(3);
    List<String> times = first.path("nodes").findValuesAsText("deliveredAt");
    assertThat(times).hasSize(3).isSortedAccordingTo(Collections.reverseOrder());
    String id = first.at("/nodes/0/id").asText();
    assertThat(node(ana, id)).isEqualTo(DeskFixture.TITLE);
    assertThat(node(ben, id)).isEmpty();
    assertThat(mine(ben).path("totalCount").asInt()).isZero();
    assertThat(
            api.query(Role.ADMIN.name(), "{ node(id: \"%s\") { id } }".formatted(id))
                .data("node")
                .isNull())
        .isTrue();
  }

  private String node(Actor person, String id) {
    return api.query(
            TestCustomers.token(person),
            "{ node(id: \"%s\") { ... on DeliveredRecommendation { title } } }".formatted(id))
        .data("node")
        .path("title")
        .asText();
  }

  private JsonNode mine(Actor person) {
    return api.query(
            TestCustomers.token(person),
            "{ myRecommendations { totalCount nodes { id deliveredAt } } }")
        .data("myRecommendations");
  }

  @Test
  void aPriceIsToldInTheChatWhereNoticesAreWanted() {
    tellAPrice();
    choose("spendingAlerts: false");
    tellAPrice();
    choose("spendingAlerts: true, push: false");
    tellAPrice();
    choose("push: true, email: false");
    tellAPrice();

    assertThat(notices(ana))
        .hasSize(2)
        .allMatch(
            notice ->
                notice
                        .path("text")
                        .asText()
                        .equals("Lamp is at 19 EUR now; your target was 20 EUR.")
                    && notice.path("recommendation").isNull());
    assertThat(queuedLetters(ana)).hasSize(2).allMatch(letter -> letter.startsWith("PRICE_ALERT"));
  }

  private void tellAPrice() {
    transactions.executeWrite(
        status -> {
          letters.queue(
              new Letter(
                  LetterKind.PRICE_ALERT,
                  Ids.next(),
                  ana.id(),
                  "ana@people.example",
                  Map.of("product", "Lamp", "price", "19 EUR", "target", "20 EUR")));
          return true;
        });
  }

  @Test
  void whatIsKeptIsExportedAndSettingsAreErased() {
    tellAPrice();
    choose("email: false");

    assertThat(part("settings").export(ana.id()).toString()).contains("email=false");
    assertThat(part("letters").export(ana.id()).toString())
        .contains("kind=PRICE_ALERT", "status=QUEUED", "finishedAt=null")
        .doesNotContain("Lamp", "people.example");
    part("settings").erase(ana.id());
    part("letters").erase(ana.id());
    assertThat(part("settings").export(ana.id()).toString()).contains("email=true");
  }

  private PersonalData part(String section) {
    return personalData.stream()
        .filter(part -> part.section().equals(section))
        .findFirst()
        .orElseThrow();
  }

  private void choose(String notifications) {
    Api.Answer answer =
        api.query(
            TestCustomers.token(ana),
            "mutation { updateSettings(input: {notifications: {%s}}) { userErrors { code } } }"
                .formatted(notifications));
    assertThat(answer.refusals("updateSettings")).isEmpty();
  }
}
