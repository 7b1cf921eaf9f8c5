package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotServer;
import app.countersign.testing.Api;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With linking switched off nobody is called, though it is known whom. */
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.schedule.enabled", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkingOffTest implements TestPropertyProvider {
  private final KnotServer knot = new KnotServer();
  @Inject Api api;
  @Inject TestCustomers customers;
  @Inject MerchantList list;

  @Override
  public Map<String, String> getProperties() {
    return Map.of(
        "countersign.database.name", "countersign_order_files",
        "countersign.knot.base-url", knot.url().toString(),
        "countersign.knot.client-id", "client",
        "countersign.knot.secret", "secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "startLinking|{}",
        "extendLinking|{sessionToken: \"t\"}",
        "syncPurchases|{linkedAccountId: \"0197a000-0000-4000-8000-000000000001\"}",
        "refreshLinkedAccounts|{}"
      })
  void linkingIsRefused(String mutation, String input) {
    String token = TestCustomers.token(customers.named("Off"));

    Api.Answer answer =
        api.query(
            token,
            "mutation { %s(input: %s) { userErrors { code path } } }".formatted(mutation, input));

    assertThat(answer.refused(mutation)).containsExactly("FEATURE_OFF input");
    assertThat(knot.questions()).isEmpty();
  }

  @Test
  void theListOfMerchantsIsNotRead() {
    assertThat(list.refresh()).isFalse();
    assertThat(knot.questions()).isEmpty();
  }
}
