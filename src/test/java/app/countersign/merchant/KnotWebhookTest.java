package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotTransactions;
import app.countersign.platform.db.Rows;
import app.countersign.testing.Waiting;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reports of the other side, from the door to what is read again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnotWebhookTest extends LinkedWorld {
  private static final int SHOP = 45;
  private static final String AT = "2026-03-01T10:00:00Z";

  @Inject EmbeddedServer server;
  @Inject MerchantRepository merchants;
  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  boolean schedules() {
    return true;
  }

  private int report(String body, @Nullable String signature) {
    return report(body.getBytes(StandardCharsets.UTF_8), signature);
  }

  private int report(byte[] body, @Nullable String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/webhooks/knot"))
            .header("Content-Type", "application/json")
            .header("Encryption-Type", "HMAC-SHA256")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header("Knot-Signature", signature);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (Exception problem) {
      throw new AssertionError(problem);
    }
  }

  private static String signature(String secret, String body, String event, String session) {
    String text =
        "Content-Length|%d|Content-Type|application/json|Encryption-Type|HMAC-SHA256|event|%s%s"
            .formatted(
                body.getBytes(StandardCharsets.UTF_8).length,
                event,
                session.isEmpty() ? "" : "|session_id|" + session);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException problem) {
      throw new AssertionError(problem);
    }
  }

  private static String body(String event, Object person, int merchant, String more) {
    return """
    {"event": "%s", "external_user_id": "%s", "merchant": {"id": %d, "name": "Shop"}%s,
     "timestamp": 1772366400000}
    """
        .formatted(event, person, merchant, more);
  }

  private int signed(String event, Object person, String more) {
    String body = body(event, person, SHOP, more);
    return report(body, signature(SECRET, body, event, ""));
  }

  private @Nullable LinkStatus status(UUID person) {
    LinkedAccount account = accounts.find(person, SHOP);
    return account == null ? null : account.status();
  }

  private List<String> statuses(UUID person) {
    return purchases.between(person, null, null).stream()
        .map(purchase -> purchase.status().name())
        .toList();
  }

  @Test
  void whatIsNotSignedRightIsRefusedAndReadsNothing() {
    UUID person = customers.named("Unsigned").id();
    String body = body("AUTHENTICATED", person, SHOP, "");

    assertThat(report(body, null)).isEqualTo(401);
    assertThat(report(body, "bm90IGl0")).isEqualTo(401);
    assertThat(report(body, signature("wrong", body, "AUTHENTICATED", ""))).isEqualTo(401);
    assertThat(report(body + " ", signature(SECRET, body, "AUTHENTICATED", ""))).isEqualTo(401);
    assertThat(report("no report", "x")).isEqualTo(400);
    assertThat(report(new byte[64 * 1024 + 1], "x")).isEqualTo(413);
    assertThat(report(body, signature("the-one-before", body, "AUTHENTICATED", ""))).isEqualTo(200);
    assertThat(status(person)).isNull();
  }

  @Test
  void anAccountIsLinkedSyncedAndLostByReports() {
    UUID person = customers.named("Reported").id();
    UUID id = new UUID(7, 1);
    knot.account(person, SHOP, "Shop", "connected");
    knot.log(person, SHOP, List.of(KnotTransactions.simple(id, AT, "ORDERED", "9.00", "4242")));
    String session = body("AUTHENTICATED", person, SHOP, ", \"session_id\": \"s-1\"");

    assertThat(report(session, signature(SECRET, session, "AUTHENTICATED", "s-1"))).isEqualTo(200);
    assertThat(report(session, signature(SECRET, session, "AUTHENTICATED", "s-1"))).isEqualTo(200);
    Waiting.until(() -> statuses(person).equals(List.of("ORDERED")));
    assertThat(status(person)).isEqualTo(LinkStatus.CONNECTED);

    UUID another = new UUID(7, 2);
    knot.log(person, SHOP, List.of(KnotTransactions.simple(another, AT, "BILLED", "8.00", "4242")));
    assertThat(signed("NEW_TRANSACTIONS_AVAILABLE", person, "")).isEqualTo(200);
    Waiting.until(() -> statuses(person).size() == 2);

    knot.now(KnotTransactions.simple(id, AT, "CANCELLED", "9.00", "4242"));
    String changed = ", \"transactions\": [\"%s\", \"%s\"]".formatted(id, new UUID(7, 9));
    assertThat(signed("UPDATED_TRANSACTIONS_AVAILABLE", person, changed)).isEqualTo(200);
    assertThat(signed("UPDATED_TRANSACTIONS_AVAILABLE", person, changed)).isEqualTo(200);
    Waiting.until(() -> statuses(person).contains("CANCELLED"));

    // What was lost since is found, what the report says of a login is not believed alone.
    assertThat(signed("ACCOUNT_LOGIN_REQUIRED", person, "")).isEqualTo(200);
    Waiting.until(() -> hints(person) == 0);
    assertThat(status(person)).isEqualTo(LinkStatus.CONNECTED);
    knot.account(person, SHOP, "Shop", "disconnected");
    assertThat(signed("ACCOUNT_LOGIN_REQUIRED", person, "")).isEqualTo(200);
    Waiting.until(() -> status(person) == LinkStatus.LOGIN_REQUIRED);
    assertThat(statuses(person)).hasSize(2);
  }

  private int hints(UUID person) {
    return sql.first(
        "SELECT count(*) AS hints FROM merchant_hint WHERE person_id = ?",
        row -> Rows.integer(row, "hints"),
        person);
  }

  @Test
  void whoIsNotKnownIsPassedOver() {
    assertThat(signed("AUTHENTICATED", UUID.randomUUID(), "")).isEqualTo(200);
    assertThat(signed("NEW_TRANSACTIONS_AVAILABLE", "somebody", "")).isEqualTo(200);
    assertThat(signed("SOMETHING_NEW", UUID.randomUUID(), "")).isEqualTo(200);
    assertThat(signed("NEW_TRANSACTIONS_AVAILABLE", customers.named("Without An Account").id(), ""))
        .isEqualTo(200);
  }

  @Test
  void aMerchantsOlderStatusNeverReplacesANewerOne() {
    transactions.executeWrite(
        status -> {
          merchants.know(53, "Airbnb");
          return true;
        });

    reportStatus("DOWN", 2_000);
    assertThat(merchants.byIds(List.of(53)).get(53).isDown()).isTrue();
    reportStatus("UP", 1_000);
    assertThat(merchants.byIds(List.of(53)).get(53).isDown()).isTrue();
    reportStatus("UP", 3_000);
    assertThat(merchants.byIds(List.of(53)).get(53).isDown()).isFalse();
  }

  private void reportStatus(String status, int at) {
    String body =
        """
        {"event": "MERCHANT_STATUS_UPDATE", "merchant": {"id": 53, "name": "Airbnb"},
         "data": {"type": "transaction_link", "status": "%s", "platform": "web"}, "timestamp": %d}
        """
            .formatted(status, at);
    assertThat(report(body, signature(SECRET, body, "MERCHANT_STATUS_UPDATE", ""))).isEqualTo(200);
  }

  @Test
  void theListOfMerchantsIsReadByTheSchedule() {
    Waiting.until(
        () -> merchants.byIds(List.of(19)).values().stream().anyMatch(Merchant::canBeLinked));

    Map<Integer, Merchant> listed = merchants.byIds(List.of(44));
    assertThat(listed.get(44).category()).isEqualTo("Online Shopping");
    assertThat(listed.get(44).logoUrl()).isEqualTo("https://logos.example/44.png");
  }
}
