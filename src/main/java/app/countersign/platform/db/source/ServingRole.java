package app.countersign.platform.db.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure of the roles that serve: the group {@value #GROUP}, which the migrations grant rights
 * to, and a login in it. Roles belong to the whole cluster, so several servers, and several
 * databases of one cluster, may be at it at once: each looks before it writes, under a lock of its
 * database, and tries again when another database's server was faster.
 */
final class ServingRole {
  /** The group that holds the rights of the server. */
  static final String GROUP = "countersign_serving";

  private static final Logger LOG = LoggerFactory.getLogger(ServingRole.class);
  private static final long LOCK = 0x436f_756e_7465_7273L;
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 25;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** Duplicate object, duplicate key, serialization failure, and "tuple concurrently updated". */
  private static final Set<String> OUTRUN = Set.of("42710", "23505", "40001", "XX000");

  private final Login owner;

  ServingRole(Login owner) {
    this.owner = owner;
  }

  /** Makes what is missing and returns the login to serve with. */
  Login prepare(ServingLogin serving) {
    try (Connection connection = owner.connect()) {
      for (int attempt = 1; ; attempt++) {
        try {
          Login login = prepare(connection, serving);
          if (!serving.isOurs() && !works(login)) {
            throw new StartRefused("JDBC_SERVING_USER cannot sign in as %s.".formatted(login));
          }
          return login;
        } catch (SQLException problem) {
          if (attempt == ATTEMPTS || !OUTRUN.contains(problem.getSQLState())) {
            throw problem;
          }
          pause();
        }
      }
    } catch (SQLException problem) {
      throw new StartRefused(sentence(problem, serving));
    }
  }

  private Login prepare(Connection connection, ServingLogin serving) throws SQLException {
    Login login = owner.as(serving.user(), serving.password());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      if (!exists(connection, GROUP)) {
        statement.execute("create role " + GROUP + " nologin");
      }
      if (serving.isOurs()) {
        makeLogin(connection, login);
      }
      if (!isMember(connection, login.user())) {
        statement.execute("grant %s to %s".formatted(GROUP, quoted(login.user())));
      }
      openDatabase(connection);
      connection.commit();
      return login;
    } catch (SQLException problem) {
      connection.rollback();
      throw problem;
    }
  }

  private static void makeLogin(Connection connection, Login login) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!exists(connection, login.user())) {
        statement.execute(
            "create role %s login nosuperuser nocreatedb nocreaterole password '%s'"
                .formatted(quoted(login.user()), verifier(login)));
      } else if (!works(login)) {
        statement.execute(
            "alter role %s login password '%s'".formatted(quoted(login.user()), verifier(login)));
      }
    }
  }

  /** Made here, so that the password never stands in the database's log. */
  private static String verifier(Login login) throws SQLException {
    return PasswordUtil.encodeScramSha256(login.password().toCharArray());
  }

  /** Lets the group in and everybody else out, where the owner may decide that. */
  private static void openDatabase(Connection connection) throws SQLException {
    String database = quoted(connection.getCatalog());
    attempt(connection, "grant connect on database %s to %s".formatted(database, GROUP));
    attempt(connection, "revoke all on database %s from public".formatted(database));
    attempt(connection, "grant usage on schema public to " + GROUP);
    attempt(connection, "revoke all on schema public from public");
  }

  private static void attempt(Connection connection, String sql) throws SQLException {
    var before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.releaseSavepoint(before);
    } catch (SQLException problem) {
      if (!INSUFFICIENT_PRIVILEGE.equals(problem.getSQLState())) {
        throw problem;
      }
      connection.rollback(before);
      LOG.info("The database's owner may not: {}", sql);
    }
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    return holds(connection, "select exists (select 1 from pg_roles where rolname = ?)", role);
  }

  private static boolean isMember(Connection connection, String role) throws SQLException {
    return holds(connection, "select pg_has_role(?::name, '" + GROUP + "', 'USAGE')", role);
  }

  private static boolean holds(Connection connection, String sql, String role) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static boolean works(Login login) {
    try (Connection connection = login.connect()) {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private String sentence(SQLException problem, ServingLogin serving) {
    if (INSUFFICIENT_PRIVILEGE.equals(problem.getSQLState())) {
      return "The database user %s may not make the role %s: let it create roles, or have both %s and %s made for it."
          .formatted(owner.user(), serving, GROUP, serving);
    }
    String reason = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    return "The database cannot be used by %s: %s".formatted(owner, reason);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
