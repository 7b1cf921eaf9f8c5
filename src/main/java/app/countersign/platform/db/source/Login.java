package app.countersign.platform.db.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Who connects to which database.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param password empty where the server asks for none; never shown
 */
public record Login(String url, String user, String password) {
  /** A connection of its own, to be closed by the caller. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** The same database as somebody else. */
  public Login as(String otherUser, String otherPassword) {
    return new Login(url, otherUser, otherPassword);
  }

  @Override
  public String toString() {
    return user + " at " + url.replaceFirst("\\?.*", "");
  }
}
