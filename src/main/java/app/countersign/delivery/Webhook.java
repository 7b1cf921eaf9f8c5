package app.countersign.delivery;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts a delivery as JSON. The header {@code Countersign-Signature: t=<seconds>,v1=<hex>} holds
 * HMAC-SHA-256 over {@code <seconds>.<body>} with the shared secret; {@code Countersign-Delivery}
 * holds the delivery's id, the same at each attempt.
 */
@Singleton
@Requires(property = "countersign.delivery.webhook-url")
class Webhook implements Carrier {
  private static final int LONGEST_ERROR = 500;

  private final HttpClient client;
  private final URI url;
  private final byte[] secret;
  private final DeliveryConfiguration configuration;
  private final Clock clock;

  Webhook(DeliveryConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.url = Objects.requireNonNull(configuration.webhookUrl());
    this.secret =
        Objects.requireNonNull(configuration.webhookSecret()).getBytes(StandardCharsets.UTF_8);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(configuration.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public DeliveryChannel channel() {
    return DeliveryChannel.WEBHOOK;
  }

  @Override
  public int batchSize() {
    return configuration.batchSize();
  }

  @Override
  public Duration lease() {
    return configuration.timeout().multipliedBy(2);
  }

  @Override
  public Outcome carry(Delivery delivery) {
    String error = post(delivery);
    return error == null ? new Outcome.Taken() : new Outcome.Failed(error);
  }

  /** Posts it; null when the receiver took it, else what went wrong. */
  private @Nullable String post(Delivery delivery) {
    String body = body(delivery);
    long seconds = Instant.now(clock).getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(configuration.timeout())
            .header("Content-Type", "application/json")
            .header("Countersign-Delivery", delivery.id().toString())
            .header("Countersign-Signature", "t=%d,v1=%s".formatted(seconds, sign(seconds, body)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = statusOf(request);
      return status / 100 == 2 ? null : "The receiver answered with status " + status + ".";
    } catch (IOException failure) {
      String error = "The receiver could not be reached: " + failure + ".";
      return error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "The server is stopping.";
    }
  }

  /** The client's own timeout ends with the headers; a body that does not end must not hold us. */
  private int statusOf(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }

  private static String body(Delivery delivery) {
    JsonNode payload = Json.read(delivery.payload(), JsonNode.class);
    return Json.mapper()
        .createObjectNode()
        .put("id", delivery.id().toString())
        .put("kind", delivery.subjectType())
        .put("subjectId", delivery.subjectId().toString())
        .put("userId", delivery.userId())
        .put("dueAt", delivery.dueAt().toString())
        .set("payload", payload)
        .toString();
  }

  private String sign(long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
    }
  }
}
