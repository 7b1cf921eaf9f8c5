package app.countersign.customer;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.testing.Api;
import app.countersign.testing.Api.Answer;
import app.countersign.testing.TestCustomers;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what of a customer's own. */
@MicronautTest(transactional = false)
@Property(name = "testing.role-names-as-tokens", value = "true")
@Property(name = "countersign.database.name", value = "countersign_customer_access")
@Property(name = "countersign.schedule.enabled", value = "false")
@Property(name = "countersign.graphql.is-strict", value = "false")
@Property(name = "countersign.graphql.strict", value = "false")
class CustomerAccessTest {
  @Inject Api api;
  @Inject TestCustomers customers;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "updateProfile(input: {name: \"X\"}) { userErrors { code } }",
        "setOnboardingStatus(input: {status: SKIPPED}) { userErrors { code } }",
        "giveConsent(input: {kind: RECOMMENDATIONS, textVersion: \"1\"}) { userErrors { code } }",
        "withdrawConsent(input: {kind: RECOMMENDATIONS}) { userErrors { code } }",
        "changePassword(input: {currentPassword: \"x\", newPassword: \"x\"}) { userErrors { code }"
            + " }",
        "exportMyData(input: {}) { userErrors { code } }",
        "eraseMyData(input: {password: \"x\"}) { userErrors { code } }"
      })
  void aCustomersMutationsAreForCustomersAlone(String mutation) {
    String document = "mutation { " + mutation + " }";

    assertThat(api.query(null, document).errors()).containsExactly("UNAUTHENTICATED");
    for (Role role : List.of(Role.ANALYST, Role.ADMIN)) {
      assertThat(api.query(role.name(), document).errors()).containsExactly("FORBIDDEN");
    }
    assertThat(api.query(token("Access"), document).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ sessions { nodes { id } } }",
        "mutation { revokeSession(input: {sessionId: \"x\"}) { userErrors { code } } }"
      })
  void onesSessionsAreForEverybodyWhoIsSignedIn(String document) {
    assertThat(api.query(null, document).errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.query("ANALYST", document).errors()).isEmpty();
    assertThat(api.query(token("Access"), document).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ operators { nodes { id } } }",
        "{ accessTokens { nodes { id } } }",
        "{ users { nodes { id } } }",
        "{ auditEntries { nodes { id } } }",
        "mutation { createAccessToken(input: {name: \"x\", role: CUSTOMER}) { secret } }",
        "mutation { recordConsent(input: {userId: \"u\", kind: RECOMMENDATIONS, granted: true,"
            + " textVersion: \"1\"}) { userErrors { code } } }"
      })
  void theDeskIsNotForCustomers(String document) {
    assertThat(api.query(token("Access"), document).errors()).contains("FORBIDDEN");
  }

  @Test
  void aCustomerIsANodeToOneselfOnly() {
    Actor me = customers.named("Mara Node");
    String query = "{ node(id: \"%s\") { id ... on Customer { name email } } }";

    Answer mine = api.query(TestCustomers.token(me), query.formatted(me.id()));
    Answer strangers = api.query(token("Stranger"), query.formatted(me.id()));
    Answer desk = api.query("ADMIN", query.formatted(me.id()));

    assertThat(mine.data("node.email").asText()).isEqualTo("mara.node@people.example");
    assertThat(strangers.body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
    assertThat(desk.body()).isEqualTo(strangers.body());
  }

  @Test
  void theViewerIsTheOperatorOrTheCustomer() {
    Actor me = customers.named("Mara Viewer");
    String query =
        "{ viewer { id role permissions operator { id } customer { id } } session { id } }";

    Answer mine = api.query(TestCustomers.token(me), query);
    Answer nobody = api.query(null, query);

    assertThat(mine.data("viewer").toString())
        .isEqualTo(
            """
            {"id":"%s","role":"CUSTOMER","permissions":["CONVERSE"],"operator":null,\
            "customer":{"id":"%s"}}\
            """
                .formatted(me.id(), me.id()));
    assertThat(nobody.body().toString()).isEqualTo("{\"data\":{\"viewer\":null,\"session\":null}}");
  }

  private String token(String name) {
    return TestCustomers.token(customers.named(name));
  }
}
