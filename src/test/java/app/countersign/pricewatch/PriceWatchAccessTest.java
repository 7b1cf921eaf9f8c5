package app.countersign.pricewatch;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.customer.PersonalData;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(transactional = false)
@Property(name = "countersign.database.name", value = "price_access")
@Property(name = "testing.role-names-as-tokens", value = "true")
class PriceWatchAccessTest {
  @Inject Api api;
  @Inject TestCustomers customers;
  @Inject List<PersonalData> personalData;
  @Inject TransactionOperations<Connection> transactions;

  private String product(Actor owner, String name) {
    String id =
        api.call(
                TestCustomers.token(owner),
                "mutation ($input: TrackProductInput!) { trackProduct(input: $input) {"
                    + " trackedProduct { id } } }",
                Map.of("name", name))
            .data("trackProduct.trackedProduct.id")
            .asText();
    api.query(
        TestCustomers.token(owner),
        ("mutation { recordPrice(input: {trackedProductId: \"%s\", price: {amount: \"9\"}}) {"
                + " isAlerted } }")
            .formatted(id));
    return id;
  }

  private String facts(Actor owner, String id) {
    return api.query(
            TestCustomers.token(owner),
            "{ trackedProduct(id: \"%s\") { name version observations { totalCount } } }"
                .formatted(id))
        .data("trackedProduct")
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ trackedProducts { totalCount } }",
        "{ trackedProduct(id: \"%1$s\") { name } }",
        "{ priceCheck(trackedProductId: \"%1$s\") { verdict } }",
        "mutation { trackProduct(input: {name: \"Pan\"}) { trackedProduct { id } } }",
        "mutation { updateTrackedProduct(input: {trackedProductId: \"%1$s\", name: \"x\"}) {"
            + " trackedProduct { id } } }",
        "mutation { stopTracking(input: {trackedProductId: \"%1$s\"}) { trackedProductId } }",
        "mutation { recordPrice(input: {trackedProductId: \"%1$s\", price: {amount: \"1\"}}) {"
            + " isAlerted } }",
      })
  void onlyCustomersTrackPrices(String document) {
    Actor owner = customers.named("Prices Owner " + Math.abs(document.hashCode()));
    String id = product(owner, "Kettle");
    String before = facts(owner, id);
    String operation = document.formatted(id);

    assertThat(api.query(null, operation).errors()).containsExactly("UNAUTHENTICATED");
    for (String role : List.of("ANALYST", "OPERATOR", "ADMIN")) {
      assertThat(api.query(role, operation).errors()).as(role).containsExactly("FORBIDDEN");
    }
    assertThat(facts(owner, id)).isEqualTo(before);
    assertThat(api.query(TestCustomers.token(owner), operation).errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "updateTrackedProduct|trackedProductId: \"%1$s\", name: \"x\"",
        "stopTracking|trackedProductId: \"%1$s\"",
        "recordPrice|trackedProductId: \"%1$s\", price: {amount: \"1\"}",
      })
  void aStrangerCanChangeNothing(String mutation, String input) {
    Actor owner = customers.named("Prices Ana " + mutation);
    Actor stranger = customers.named("Prices Sam");
    String id = product(owner, "Kettle");
    String before = facts(owner, id);

    Api.Answer answer =
        api.query(
            TestCustomers.token(stranger),
            "mutation { %s(input: {%s}) { userErrors { code path } } }"
                .formatted(mutation, input.formatted(id)));

    assertThat(answer.refused(mutation)).containsExactly("NOT_FOUND input.trackedProductId");
    assertThat(facts(owner, id)).isEqualTo(before);
  }

  @Test
  void aStrangerSeesNothing() {
    Actor owner = customers.named("Prices Seen");
    Actor stranger = customers.named("Prices Blind");
    String id = product(owner, "Kettle");

    Api.Answer answer =
        api.query(
            TestCustomers.token(stranger),
            ("{ trackedProducts { totalCount } trackedProduct(id: \"%1$s\") { name }"
                    + " priceCheck(trackedProductId: \"%1$s\") { verdict }"
                    + " node(id: \"%1$s\") { id } other: trackedProduct(id: \"nonsense\") { id } }")
                .formatted(id));

    assertThat(answer.data("trackedProducts.totalCount").asInt()).isZero();
    for (String field : List.of("trackedProduct", "priceCheck", "node", "other")) {
      assertThat(answer.data(field).isNull()).as(field).isTrue();
    }
    assertThat(
            api.query(TestCustomers.token(owner), "{ node(id: \"%s\") { id } }".formatted(id))
                .data("node.id")
                .asText())
        .isEqualTo(id);
  }

  @Test
  void exportAndErasureTakeOnlyOnesOwn() {
    Actor owner = customers.named("Prices Leaving");
    Actor other = customers.named("Prices Staying");
    String mine = product(owner, "Kettle");
    String theirs = product(other, "Kettle");
    PersonalData data =
        personalData.stream()
            .filter(one -> one.section().equals("trackedPrices"))
            .findFirst()
            .orElseThrow();

    String exported = Json.write(data.export(owner.id()));
    transactions.executeWrite(
        status -> {
          data.erase(owner.id());
          return true;
        });

    assertThat(exported).contains(mine).contains("9.00").doesNotContain(theirs);
    assertThat(Json.write(data.export(owner.id())))
        .isEqualTo("{\"products\":[],\"recordedPrices\":[]}");
    assertThat(Json.write(data.export(other.id()))).contains(theirs);
  }
}
