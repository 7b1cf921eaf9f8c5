package app.countersign.platform.db.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "serving_role_test")
class ServingRoleTest {
  private static final ServingLogin OURS =
      new ServingLogin("role_test_\"app", "a password that is long", true);

  private final Environment settings;
  private final Login owner;

  ServingRoleTest(Environment settings) {
    this.settings = settings;
    this.owner = OwnerLogin.of(settings);
  }

  @Test
  void manyServersMakeTheSameRoleAtOnce() throws Exception {
    List<Login> databases = new ArrayList<>(List.of(owner));
    for (String name : List.of("serving_role_b", "serving_role_c")) {
      OwnerLogin.execute(settings, "drop database if exists " + name, "create database " + name);
      databases.add(
          new Login(
              owner.url().replace("serving_role_test", name), owner.user(), owner.password()));
    }

    List<Future<Login>> starts = new ArrayList<>();
    try (ExecutorService servers = Executors.newFixedThreadPool(12)) {
      for (int server = 0; server < 24; server++) {
        Login database = databases.get(server % databases.size());
        starts.add(servers.submit(() -> new ServingRole(database).prepare(OURS)));
      }
    }

    for (Future<Login> start : starts) {
      try (Connection connection = start.get().connect()) {
        assertThat(single(connection, "select current_user")).isEqualTo("role_test_\"app");
        assertThat(single(connection, "select pg_has_role('countersign_serving', 'USAGE')"))
            .isEqualTo("t");
      }
    }
    dropAfter("serving_role_b", "serving_role_c");
  }

  private void dropAfter(String... databases) throws SQLException {
    for (String database : databases) {
      OwnerLogin.execute(settings, "drop database " + database);
    }
    OwnerLogin.execute(settings, "drop role \"role_test_\"\"app\"");
  }

  @Test
  void anOwnerWhoMayNotMakeRolesIsToldSo() throws SQLException {
    OwnerLogin.execute(
        settings,
        "drop role if exists role_test_weak",
        "create role role_test_weak login password 'weak'");
    Login weak = owner.as("role_test_weak", "weak");
    ServingLogin wanted = new ServingLogin("role_test_wanted", "secret", true);

    assertThatThrownBy(() -> new ServingRole(weak).prepare(wanted))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("The database user role_test_weak may not make the role");

    OwnerLogin.execute(settings, "drop role role_test_weak");
  }

  @Test
  void aRoleMadeBySomebodyElseOnlyJoinsTheGroup() throws SQLException {
    OwnerLogin.execute(
        settings,
        "drop role if exists role_test_given",
        "create role role_test_given login password 'given'");

    Login login =
        new ServingRole(owner).prepare(new ServingLogin("role_test_given", "given", false));

    try (Connection connection = login.connect()) {
      assertThat(single(connection, "select pg_has_role('countersign_serving', 'USAGE')"))
          .isEqualTo("t");
    }
    assertThatThrownBy(
            () -> new ServingRole(owner).prepare(new ServingLogin("role_test_none", "x", false)))
        .isInstanceOf(StartRefused.class);
    OwnerLogin.execute(settings, "drop role role_test_given");
  }

  @Test
  void anOwnerWhoMayChangeNothingFindsEverythingMade() throws SQLException {
    OwnerLogin.execute(
        settings,
        "drop role if exists role_test_modest",
        "create role role_test_modest login password 'modest'",
        "grant connect on database serving_role_test to role_test_modest");
    ServingLogin made = ServingLogin.of(settings);

    Login login = new ServingRole(owner.as("role_test_modest", "modest")).prepare(made);

    assertThat(login).isEqualTo(owner.as(made.user(), made.password()));
    OwnerLogin.execute(
        settings,
        "revoke connect on database serving_role_test from role_test_modest",
        "drop role role_test_modest");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamedInTheRefusal() {
    Login nowhere = new Login("jdbc:postgresql://localhost:1/none?a=b", "me", "hidden");

    assertThatThrownBy(() -> new ServingRole(nowhere).prepare(OURS))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(
            "The database cannot be used by me at jdbc:postgresql://localhost:1/none: Connection")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void thePasswordFollowsFromTheSecretAndIsNotShown() {
    ServingLogin login = ServingLogin.derived("a secret of more than 32 bytes, surely");

    assertThat(login).isEqualTo(ServingLogin.derived("a secret of more than 32 bytes, surely"));
    assertThat(login.password())
        .hasSize(64)
        .isNotEqualTo(ServingLogin.derived("another secret of more than 32 bytes").password());
    assertThat(login.toString()).isEqualTo("countersign_app");
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
