package app.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.demo.DemoCustomers;
import app.countersign.demo.DemoOperators;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupSummaryTest {
  private static final URI SERVER = URI.create("http://localhost:8080");

  @Test
  void aDemoSaysWhereToLookAndWhoCanSignInWithWhat() {
    List<DemoOperators.Person> people = new ArrayList<>(DemoOperators.PEOPLE);
    people.addAll(DemoCustomers.PEOPLE);

    String text =
        StartupSummary.text(SERVER, "embedded PostgreSQL 18.6 in /tmp/data, port 4711", people);

    assertThat(text.lines())
        .containsExactly(
            "",
            "  Countersign listens.",
            "",
            "  GraphQL    http://localhost:8080/graphql",
            "  GraphiQL   http://localhost:8080/graphiql",
            "  Database   embedded PostgreSQL 18.6 in /tmp/data, port 4711",
            "  Sign in as olivia@countersign.example   SENIOR_OPERATOR password countersign-demo",
            "             jonas@countersign.example    OPERATOR        password countersign-demo",
            "             ana@countersign.example      ADMIN           password countersign-demo",
            "             rita@countersign.example     ANALYST         password countersign-demo",
            "             mia@countersign.example      CUSTOMER        password countersign-demo",
            "             noah@countersign.example     CUSTOMER        password countersign-demo");
  }

  @Test
  void withoutADemoThereIsNoCredentialOnTheConsole() {
    String text = StartupSummary.text(SERVER, "PostgreSQL 18.6 at db:5432/countersign", List.of());

    assertThat(text)
        .contains("http://localhost:8080/graphql", "PostgreSQL 18.6 at db:5432/countersign")
        .doesNotContain("Sign in", "password", "graphiql");
  }
}
