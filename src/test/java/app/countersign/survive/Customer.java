package app.countersign.survive;

import app.countersign.testing.process.Caller;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * A customer who signed in.
 *
 * @param token good for each server of the database
 */
record Customer(UUID id, String token) {
  private static final String ENROL =
      """
      WITH made AS (
        INSERT INTO person (id, email, name, role, password_hash, created_at)
        SELECT ?, ?, ?, 'CUSTOMER', password_hash, now() FROM person WHERE email = ?
        RETURNING id, name, email),
      known AS (
        INSERT INTO app_user (id, name, email, created_at)
        SELECT id::text, name, email, now() FROM made)
      INSERT INTO customer (person_id, user_id, email_verified_at, password_changed_at)
      SELECT id, id::text, now(), now() FROM made
      """;
  private static final String SIGN_IN =
      """
      mutation($input: SignInInput!) {
        signIn(input: $input) { session { accessToken } userErrors { code } } }
      """;

  /** A new one. */
  static Customer signedUp(Stage stage, String database, URI server)
      throws IOException, SQLException {
    try (Rows rows = new Rows(stage, database)) {
      return signedUp(rows, server, UUID.randomUUID().toString());
    }
  }

  /** A new one of this name, with the administrator's password. */
  static Customer signedUp(Rows rows, URI server, String name) throws IOException, SQLException {
    UUID id = UUID.randomUUID();
    rows.update(ENROL, id, email(name), name, Stage.ADMINISTRATOR);
    try (Caller nobody = new Caller(server, null)) {
      Map<String, String> input = Map.of("email", email(name), "password", Stage.PASSWORD);
      String token =
          nobody.ask(SIGN_IN, Map.of("input", input)).done().at("/session/accessToken").textValue();
      return new Customer(id, token);
    }
  }

  /** Where letters to the one of this name go. */
  static String email(String name) {
    return name + "@survive.example";
  }
}
