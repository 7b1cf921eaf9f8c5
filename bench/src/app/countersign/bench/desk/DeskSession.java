package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import app.countersign.testing.process.KeptConnection;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator of the demo, signed in. */
final class DeskSession {
  private static final String EMAIL = "olivia@countersign.example";
  private static final String PASSWORD = "countersign-demo";
  private static final String SIGN_IN =
      "mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken }"
          + " userErrors { message } } }";

  private DeskSession() {}

  /** What the operator's requests bear. */
  static String signIn(URI server) throws IOException {
    String answer =
        once(
            server,
            null,
            DeskOperations.body(
                SIGN_IN, Map.of("input", Map.of("email", EMAIL, "password", PASSWORD))));
    return Json.mapper().readTree(answer).at("/data/signIn/session/accessToken").asText();
  }

  /** The answer to one request. */
  static String once(URI server, @Nullable String token, byte[] request) throws IOException {
    try (KeptConnection connection = new KeptConnection(server, token)) {
      connection.ask(request);
      return connection.text();
    }
  }
}
