package app.countersign.platform.db.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "applied_migrations_test")
class AppliedMigrationsTest {
  private static final String REAL = "db/migration";
  private static final String FOLDER = "some/scripts";
  private static final String FIRST = "CREATE TABLE one (id int);\r\n-- é\n\n";
  private static final String SECOND = "CREATE TABLE two (id int);";

  private final Login owner;

  AppliedMigrationsTest(Environment settings) {
    this.owner = OwnerLogin.of(settings);
  }

  @Test
  void whatFlywayBroughtUpToDateNeedsNoFlyway() throws Exception {
    try (Connection connection = owner.connect()) {
      assertThat(new AppliedMigrations(getClass().getClassLoader(), REAL).areAll(connection))
          .isTrue();
    }
  }

  @Test
  void everyDifferenceIsForFlywayToLookAt(@TempDir Path place) throws Exception {
    Path scripts = Files.createDirectories(place.resolve(FOLDER));
    Files.writeString(scripts.resolve("V1__one.sql"), FIRST);
    Files.writeString(scripts.resolve("V2__two.sql"), SECOND);

    try (URLClassLoader resources = resources(place.toUri().toURL());
        Connection connection = migrated(resources)) {
      AppliedMigrations migrations = new AppliedMigrations(resources, FOLDER);
      assertThat(migrations.areAll(connection)).isTrue();

      Files.writeString(scripts.resolve("V3__three.sql"), "SELECT 1;");
      assertThat(migrations.areAll(connection)).as("one to come").isFalse();

      Files.delete(scripts.resolve("V3__three.sql"));
      Files.writeString(scripts.resolve("V2__two.sql"), SECOND + " ");
      assertThat(migrations.areAll(connection)).as("one changed").isFalse();

      Files.delete(scripts.resolve("V2__two.sql"));
      assertThat(migrations.areAll(connection)).as("one gone").isFalse();

      Files.writeString(scripts.resolve("V2__two.sql"), SECOND);
      execute(connection, "UPDATE flyway_schema_history SET success = false WHERE version = '2'");
      assertThat(migrations.areAll(connection)).as("one failed").isFalse();

      execute(connection, "DROP TABLE flyway_schema_history");
      assertThat(migrations.areAll(connection)).as("no history").isFalse();
    }
  }

  @Test
  void scriptsInAJarAreFound(@TempDir Path place) throws Exception {
    Path jar = place.resolve("scripts.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(FOLDER + "/"));
      for (List<String> script :
          List.of(List.of("V1__one.sql", FIRST), List.of("V2__two.sql", SECOND))) {
        out.putNextEntry(new JarEntry(FOLDER + "/" + script.getFirst()));
        out.write(script.getLast().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }

    try (URLClassLoader resources = resources(jar.toUri().toURL());
        Connection connection = migrated(resources)) {
      assertThat(new AppliedMigrations(resources, FOLDER).areAll(connection)).isTrue();
    }
  }

  private static URLClassLoader resources(URL place) {
    return new URLClassLoader(new URL[] {place}, AppliedMigrationsTest.class.getClassLoader());
  }

  /** A connection that sees a schema that Flyway has brought up to date, and no other. */
  private Connection migrated(ClassLoader resources) throws Exception {
    Connection connection = owner.connect();
    execute(connection, "DROP SCHEMA IF EXISTS apart CASCADE", "CREATE SCHEMA apart");
    Flyway.configure(resources)
        .dataSource(owner.url(), owner.user(), owner.password())
        .defaultSchema("apart")
        .locations("classpath:" + FOLDER)
        .load()
        .migrate();
    execute(connection, "SET search_path = apart");
    return connection;
  }

  private static void execute(Connection connection, String... statements) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
