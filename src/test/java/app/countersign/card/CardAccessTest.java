package app.countersign.card;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.PersonalData;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "card_access")
@Property(name = "testing.role-names-as-tokens", value = "true")
class CardAccessTest {
  @Inject Api api;
  @Inject TestCustomers customers;
  @Inject List<PersonalData> personalData;
  @Inject Sql sql;

  private String card(Actor owner) {
    return api.call(
            TestCustomers.token(owner),
            "mutation ($input: AddCardInput!) { addCard(input: $input) { card { id } } }",
            Map.of("productId", "tovalin_plain", "nickname", "Mine"))
        .data("addCard.card.id")
        .asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query|{ cards { totalCount } }|FORBIDDEN",
        "query|{ cardAdvice { unknowns } }|FORBIDDEN",
        "query|{ cardCatalogue { totalCount } }|",
        "addCard|mutation { addCard(input: {productId: \"tovalin_plain\"}) { card { id } }"
            + " }|FORBIDDEN",
        "updateCard|mutation { updateCard(input: {cardId: \"%1$s\"}) { card { id } } }|FORBIDDEN",
        "removeCard|mutation { removeCard(input: {cardId: \"%1$s\"}) { cardId } }|FORBIDDEN",
      })
  void onlyCustomersHaveCardsAndTheDeskSeesTheCatalogue(
      String name, String document, @Nullable String forDesk) {
    String id = card(customers.named("Access Owner"));
    String operation = document.formatted(id);

    assertThat(api.query(null, operation).errors()).as(name).containsExactly("UNAUTHENTICATED");
    for (String role : List.of("ANALYST", "OPERATOR", "ADMIN")) {
      assertThat(api.query(role, operation).errors())
          .as(name + " as " + role)
          .isEqualTo(forDesk == null ? List.of() : List.of(forDesk));
    }
    assertThat(node(customers.named("Access Owner"), id)).isTrue();
  }

  private boolean node(Actor asker, String id) {
    return !api.query(
            TestCustomers.token(asker),
            "{ node(id: \"%s\") { ... on Card { nickname } } }".formatted(id))
        .data("node")
        .isNull();
  }

  @Test
  void aStrangersCardIsAbsentEverywhere() {
    Actor owner = customers.named("Access Ana");
    Actor stranger = customers.named("Access Sam");
    String id = card(owner);
    String token = TestCustomers.token(stranger);

    assertThat(node(stranger, id)).isFalse();
    assertThat(
            api.query("OPERATOR", "{ node(id: \"%s\") { id } }".formatted(id))
                .data("node")
                .isNull())
        .isTrue();
    assertThat(api.query(token, "{ cards { totalCount } }").data("cards.totalCount").asInt())
        .isZero();
    assertThat(
            api.query(
                    token,
                    "mutation { updateCard(input: {cardId: \"%s\", nickname: \"x\"}) { card { id }"
                            .formatted(id)
                        + " userErrors { code path } } }")
                .refused("updateCard"))
        .containsExactly("NOT_FOUND input.cardId");
    assertThat(
            api.query(
                    token,
                    "mutation { removeCard(input: {cardId: \"%s\"}) { userErrors { code path } } }"
                        .formatted(id))
                .refused("removeCard"))
        .containsExactly("NOT_FOUND input.cardId");
    assertThat(
            sql.list("SELECT nickname FROM card WHERE id = ?::uuid", row -> row.getString(1), id))
        .containsExactly("Mine");
    assertThat(node(owner, id)).isTrue();
  }

  @Test
  void exportAndErasureTakeOnlyOnesOwn() {
    Actor owner = customers.named("Access Leaving");
    Actor other = customers.named("Access Staying");
    String mine = card(owner);
    String theirs = card(other);
    PersonalData data =
        personalData.stream()
            .filter(one -> one.section().equals("cards"))
            .findFirst()
            .orElseThrow();

    String exported = Json.write(data.export(owner.id()));
    data.erase(owner.id());

    assertThat(exported).contains(mine).doesNotContain(theirs);
    assertThat(Json.write(data.export(owner.id()))).isEqualTo("[]");
    assertThat(Json.write(data.export(other.id()))).contains(theirs);
  }
}
