package app.countersign.survive;

import app.countersign.testing.process.Caller;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * A customer who signed in.
 *
 * @param token good for each server of the database
 */
record Customer(UUID id, String token) {
  private static final String SIGN_UP =
      """
      INSERT INTO person (id, email, name, role, password_hash, created_at)
        SELECT '%1$s', '%1$s@survive.example', 'Customer', 'CUSTOMER', password_hash, now()
        FROM person WHERE email = '%2$s';
      INSERT INTO app_user (id, name, email, created_at)
        VALUES ('%1$s', 'Customer', '%1$s@survive.example', now());
      INSERT INTO customer (person_id, user_id, email_verified_at, password_changed_at)
        VALUES ('%1$s', '%1$s', now(), now())
      """;

  /** A new one, with the administrator's password. */
  static Customer signedUp(Stage stage, String database, URI server)
      throws IOException, SQLException {
    UUID id = UUID.randomUUID();
    try (Connection owner = stage.cluster().connect(database);
        Statement statement = owner.createStatement()) {
      statement.execute(SIGN_UP.formatted(id, Stage.ADMINISTRATOR));
    }
    try (Caller nobody = new Caller(server, null)) {
      String token =
          nobody
              .ask(
                  "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken }"
                      + " userErrors { code } } }",
                  Map.of(
                      "input",
                      Map.of("email", id + "@survive.example", "password", Stage.PASSWORD)))
              .done()
              .at("/session/accessToken")
              .asText();
      return new Customer(id, token);
    }
  }
}
