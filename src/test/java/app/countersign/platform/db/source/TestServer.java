package app.countersign.platform.db.source;

import io.micronaut.context.env.Environment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this JVM's tests: the one of {@code JDBC_URL}, else a container where
 * there is a Docker engine, else an embedded one. Databases are copied from a template that was
 * migrated once, which takes a fraction of a second.
 */
final class TestServer {
  private static @Nullable TestServer running;

  private final Login maintenance;
  private final Map<String, Login> databases = new HashMap<>();

  private TestServer(Login maintenance) {
    this.maintenance = maintenance;
  }

  static synchronized TestServer get(Environment environment) {
    TestServer server = running;
    if (server == null) {
      server = new TestServer(GivenDatabase.owner(environment).orElseGet(TestServer::start));
      running = server;
    }
    return server;
  }

  /** The database of that name, made at the first call of this run. */
  synchronized Login database(String name, List<String> locations, ServingLogin serving) {
    Login known = databases.get(name);
    if (known != null) {
      return known;
    }
    String template = "countersign_template_" + Integer.toHexString(locations.hashCode());
    if (!databases.containsKey(template)) {
      Login owner = create(template, "template1");
      new ServingRole(owner).prepare(serving);
      Flyway.configure()
          .dataSource(owner.url(), owner.user(), owner.password())
          .locations(locations.toArray(String[]::new))
          .load()
          .migrate();
      databases.put(template, owner);
    }
    Login owner = create(name, template);
    databases.put(name, owner);
    return owner;
  }

  private Login create(String name, String template) {
    try (Connection connection = maintenance.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists \"%s\" with (force)".formatted(name));
      statement.execute("create database \"%s\" template \"%s\"".formatted(name, template));
    } catch (SQLException problem) {
      throw new IllegalStateException("The test database " + name + " cannot be made.", problem);
    }
    String url = maintenance.url().replaceFirst("(?<=[^/])/[^/?]*(?=\\?|$)", "/" + name);
    return new Login(url, maintenance.user(), maintenance.password());
  }

  private static Login start() {
    return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
  }

  private static Login container() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:18")
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
    container.start();
    return new Login(container.getJdbcUrl(), container.getUsername(), container.getPassword());
  }

  private static Login embedded() {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start();
      String url = "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
      return new Login(url, "postgres", "");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
