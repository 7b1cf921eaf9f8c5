package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.TestClient.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

@MicronautTest(environments = "platform", transactional = false)
@Property(name = "countersign.rate-limit.per-actor-per-minute", value = "3")
@Property(name = "countersign.rate-limit.anonymous-per-address-per-minute", value = "2")
@Property(name = "countersign.rate-limit.failures-per-address-per-minute", value = "2")
@Property(name = "countersign.rate-limit.action-factor", value = "1")
@Property(name = "countersign.rate-limit.actions.sign-ins.per-address-per-minute", value = "1")
@Property(name = "countersign.trusted-proxies", value = "127.0.0.1,10.0.0.9")
@Property(name = "countersign.strict-transport", value = "true")
@Property(name = "countersign.graphql.introspection", value = "signed-in")
class RateLimitTest {
  private final TestClient client;

  RateLimitTest(EmbeddedServer server) {
    this.client = new TestClient(server.getURI());
  }

  @Test
  void anActorHasSoManyRequestsWhereverTheyComeFrom() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask("analyst-busy", "192.0.2." + i).status()).isEqualTo(200);
    }

    Answer refused = ask("analyst-busy", "192.0.2.77");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("RATE_LIMITED");
    assertThat(refused.message())
        .startsWith("Too many requests: at most 3 a minute. Try again in ");
    assertThat(refused.json().at("/errors/0/extensions/limitName").asText())
        .isEqualTo("requestsPerActorPerMinute");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 60);
    assertThat(ask("analyst-calm", "192.0.2.77").status()).isEqualTo(200);
  }

  @Test
  void anAddressHasSoManyRequestsWithoutSigningIn() {
    assertThat(ask("", "198.51.100.1").status()).isEqualTo(200);
    assertThat(ask("", "198.51.100.1").status()).isEqualTo(200);
    assertThat(ask("", "198.51.100.1").status()).isEqualTo(429);
    assertThat(ask("", "198.51.100.2").status()).isEqualTo(200);
    assertThat(ask("analyst-there", "198.51.100.1").status()).isEqualTo(200);
  }

  @Test
  void oneNetworkOfVersionSixIsOneCaller() {
    assertThat(ask("", "2001:db8:1:2::1").status()).isEqualTo(200);
    assertThat(ask("", "2001:db8:1:2:ffff::1").status()).isEqualTo(200);
    assertThat(ask("", "2001:db8:1:2::3").status()).isEqualTo(429);
    assertThat(ask("", "2001:db8:1:3::1").status()).isEqualTo(200);
  }

  @Test
  void tooManyBadTokensCloseTheAddressToTokens() {
    assertThat(ask("nobody", "203.0.113.1").status()).isEqualTo(401);
    assertThat(ask("nobody", "203.0.113.1").status()).isEqualTo(401);
    assertThat(ask("nobody", "203.0.113.1").status()).isEqualTo(429);
    assertThat(ask("analyst-late", "203.0.113.1").status()).isEqualTo(429);
    assertThat(ask("analyst-late", "203.0.113.2").status()).isEqualTo(200);
  }

  @Test
  void onlyTheHopBeforeATrustedProxyIsBelieved() {
    assertThat(ask("", "192.0.2.200, 192.0.2.201, 10.0.0.9").status()).isEqualTo(200);
    assertThat(ask("", "192.0.2.202, 192.0.2.201").status()).isEqualTo(200);
    assertThat(ask("", "192.0.2.203, 192.0.2.201").status()).isEqualTo(429);
  }

  @Test
  void theSchemaIsForSignedInCallersWhereConfigured() {
    String query = "{ __schema { queryType { name } } }";

    Answer anonymous = send("", "192.0.2.150", query);
    Answer wrong = send("", "192.0.2.151", "{ helo }");
    Answer signedIn = send("analyst-reader", "192.0.2.150", query);
    Answer typename = send("", "192.0.2.152", "{ __typename }");

    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(wrong.message())
        .isEqualTo("The operation does not fit the schema (FieldUndefined).");
    assertThat(signedIn.data().at("/__schema/queryType/name").asText()).isEqualTo("Query");
    assertThat(typename.text()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
  }

  @Test
  void variablesThatDoNotFitTellNoNamesToWhoeverMayNotReadTheSchema() {
    String mutation = "mutation($n: AddNoteInput!) { addNote(input: $n) { note { text } } }";

    Answer anonymous = send("", "192.0.2.160", mutation);
    Answer signedIn = send("operator-reader", "192.0.2.160", mutation);

    assertThat(anonymous.code()).isEqualTo("BAD_REQUEST");
    assertThat(anonymous.message()).isEqualTo("The variables do not fit the operation.");
    assertThat(signedIn.code()).isEqualTo("BAD_REQUEST");
    assertThat(signedIn.message()).contains("'n'");
  }

  @Test
  void strictTransportIsAskedForWhereConfigured() {
    assertThat(ask("analyst-strict", "192.0.2.1").header("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  @Test
  void anActorDoesAThingSoOftenWhateverElseIsStillAllowed() {
    String note = "addNote(input: {text: \"n\"}) { note { text } }";
    String twice = "mutation { a: %s b: %s }".formatted(note, note);
    String once = "mutation { c: " + note + " }";

    Answer first = send("operator-writes", "192.0.2.30", twice);
    Answer refused = send("operator-writes", "192.0.2.31", once);

    assertThat(first.text())
        .isEqualTo(
            "{\"data\":{\"a\":{\"note\":{\"text\":\"n\"}},\"b\":{\"note\":{\"text\":\"n\"}}}}");
    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.code()).isEqualTo("RATE_LIMITED");
    assertThat(refused.message())
        .startsWith("Too many requests: at most 2 a minute. Try again in ");
    assertThat(refused.json().at("/errors/0/extensions/limitName").asText())
        .isEqualTo("notesPerActorPerMinute");
    assertThat(ask("operator-writes", "192.0.2.30").status()).isEqualTo(200);
  }

  @Test
  void anAddressDoesAThingSoOftenWhoeverIsThere() {
    String once = "mutation { addNote(input: {text: \"n\"}) { note { text } } }";
    for (String name : List.of("operator-one", "operator-two", "operator-three")) {
      assertThat(send(name, "192.0.2.40", once).code()).isEqualTo("none");
    }

    Answer refused = send("operator-four", "192.0.2.40", once);

    assertThat(refused.json().at("/errors/0/extensions/limitName").asText())
        .isEqualTo("notesPerAddressPerMinute");
    assertThat(send("operator-four", "192.0.2.41", once).code()).isEqualTo("none");
    assertThat(send("analyst-four", "192.0.2.40", once).code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void theConfigurationHasTheLastWordOnWhatAThingIsLimitedTo() {
    String signIn = "mutation { signIn(input: {email: \"kim@example.org\"}) { token } }";

    assertThat(send("", "192.0.2.50", signIn).code()).isEqualTo("none");
    assertThat(send("", "192.0.2.50", signIn).message()).contains("at most 1 a minute");
    assertThat(send("", "192.0.2.51", signIn).code()).isEqualTo("none");
  }

  private Answer ask(String token, String forwardedFor) {
    return send(token, forwardedFor, "{ hello }");
  }

  private Answer send(String token, String forwardedFor, String query) {
    HttpRequest.Builder request =
        client
            .request("/graphql")
            .header("Content-Type", "application/json")
            .header("Accept", TestClient.RESPONSE_JSON)
            .header("X-Forwarded-For", forwardedFor)
            .POST(BodyPublishers.ofString(TestClient.write(java.util.Map.of("query", query))));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request);
  }
}
