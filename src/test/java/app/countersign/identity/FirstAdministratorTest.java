package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.source.StartRefused;
import app.countersign.testing.Api;
import app.countersign.testing.AtOnce;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One story on a database of its own: before and after the first account. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "identity.test-clock", value = "true")
@Property(name = "countersign.database.name", value = "countersign_first_administrator")
@Property(name = "countersign.graphql.is-strict", value = "false")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstAdministratorTest {
  private final Operators operators;
  private final SignIn signIn;

  FirstAdministratorTest(Operators operators, SignIn signIn) {
    this.operators = operators;
    this.signIn = signIn;
  }

  @Test
  @Order(1)
  void withoutAddressAndPasswordNobodyIsMade() {
    new FirstAdministrator(operators, null, null).ensure();
    new FirstAdministrator(operators, "root@example.com", null).ensure();

    assertThat(operators.anyExists()).isFalse();
  }

  @Test
  @Order(2)
  void whatWillNotDoStopsTheStart() {
    assertThatThrownBy(() -> new FirstAdministrator(operators, "root", "short").ensure())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("This is not an e-mail address.")
        .hasMessageContaining("A password has 12 to 200 characters.");
    assertThat(operators.anyExists()).isFalse();
  }

  @Test
  @Order(3)
  void ofServersThatStartAtOnceOneMakesTheAdministrator() throws Exception {
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (int server = 0; server < 6; server++) {
      String email = "root%d@example.com".formatted(server);
      starts.add(
          () -> {
            new FirstAdministrator(operators, email, Api.PASSWORD).ensure();
            return true;
          });
    }

    AtOnce.run(starts);

    assertThat(operators.page(OperatorFilter.ALL, PageRequest.defaults()).items())
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.role()).isEqualTo(Role.ADMIN);
              assertThat(made.name()).isEqualTo("Administrator");
              assertThat(signIn.signIn(made.email(), Api.PASSWORD).operator()).isEqualTo(made);
            });
  }

  @Test
  @Order(4)
  void whereThereAreAccountsNothingIsMadeOrChecked() {
    new FirstAdministrator(operators, "root", "short").ensure();

    assertThat(operators.page(OperatorFilter.ALL, PageRequest.defaults()).items()).hasSize(1);
  }
}
