package app.countersign.platform.db.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.env.Environment;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false, startApplication = false)
class RolesTest {
  private final JdbcOperations jdbc;
  private final Login owner;

  RolesTest(JdbcOperations jdbc, Environment settings) {
    this.jdbc = jdbc;
    this.owner = OwnerLogin.of(settings);
  }

  @Test
  void thePoolIsSignedInAsTheServingRole() {
    assertThat(single("select current_user")).isEqualTo("countersign_app");
    assertThat(single("select session_user")).isEqualTo("countersign_app");
    assertThat(single("select pg_has_role('countersign_serving', 'USAGE')")).isEqualTo("t");
  }

  @Test
  void theOwnerMigratedAndOwnsEveryTable() throws SQLException {
    String serving = "countersign_app";

    assertThat(asOwner("select count(*) > 0 from flyway_schema_history")).isEqualTo("t");
    assertThat(asOwner("select string_agg(distinct installed_by, ',') from flyway_schema_history"))
        .isEqualTo(owner.user());
    assertThat(
            asOwner(
                "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where"
                    + " r.rolname = '"
                    + serving
                    + "'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "drop table audit_entry",
        "alter table audit_entry add column mine int",
        "truncate audit_entry",
        "alter table audit_entry disable trigger all",
        "create schema mine",
        "set role postgres",
        "create role mine",
        "select count(*) from flyway_schema_history"
      })
  void theServingRoleCannotChangeTheSchema(String sql) {
    assertThatThrownBy(() -> single(sql)).hasRootCauseInstanceOf(SQLException.class);
  }

  @Test
  void theSessionHasItsSettings() {
    assertThat(single("show timezone")).isEqualTo("UTC");
    assertThat(single("show statement_timeout")).isEqualTo("30s");
    assertThat(single("show lock_timeout")).isEqualTo("5s");
    assertThat(single("show application_name")).isEqualTo("countersign");
  }

  private String asOwner(String sql) throws SQLException {
    try (Connection connection = owner.connect()) {
      return single(connection, sql);
    }
  }

  private String single(String sql) {
    return jdbc.execute(connection -> single(connection, sql));
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
