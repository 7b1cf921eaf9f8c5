package app.countersign;

import app.countersign.demo.DemoCustomers;
import app.countersign.demo.DemoOperators;
import app.countersign.platform.db.source.Database;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says on the console, once the server listens, where it is and which database it is on; where
 * there is a demo also where to look around and who can sign in.
 */
@Singleton
@Requires(notEnv = Environment.TEST)
final class StartupSummary implements ApplicationEventListener<ServerStartupEvent>, Ordered {
  private final Database database;
  private final @Nullable DemoOperators operators;
  private final @Nullable DemoCustomers customers;

  StartupSummary(
      Database database, @Nullable DemoOperators operators, @Nullable DemoCustomers customers) {
    this.database = database;
    this.operators = operators;
    this.customers = customers;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    List<DemoOperators.Person> people = new ArrayList<>();
    if (operators != null) {
      people.addAll(operators.present());
    }
    if (customers != null) {
      people.addAll(customers.present());
    }
    System.out.println(text(event.getSource().getURI(), database.describe().sentence(), people));
  }

  /** After those who make operators when the server starts. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  static String text(URI server, String database, List<DemoOperators.Person> people) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  Countersign listens.");
    lines.add("");
    lines.add("  GraphQL    " + server.resolve("/graphql"));
    if (!people.isEmpty()) {
      lines.add("  GraphiQL   " + server.resolve("/graphiql"));
    }
    lines.add("  Database   " + database);
    String label = "Sign in as";
    for (DemoOperators.Person person : people) {
      lines.add(
          "  %-10s %-28s %-15s password %s"
              .formatted(label, person.email(), person.role(), DemoOperators.PASSWORD));
      label = "";
    }
    lines.add("");
    return String.join(System.lineSeparator(), lines);
  }
}
