package app.countersign.knot;

import app.countersign.knot.KnotFault.Reason;
import app.countersign.platform.db.Json;
import app.countersign.remote.Received;
import app.countersign.remote.RemoteAnswer;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Unavailable;
import app.countersign.remote.RemoteCalls;
import app.countersign.remote.RemoteQuestion;
import app.countersign.remote.UnfitAnswer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;

/** Calls over HTTP with Basic authentication. */
final class KnotCalls {
  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final KnotConfiguration configuration;
  private final RemoteCalls calls;
  private final String authorization;

  KnotCalls(KnotConfiguration configuration, MeterRegistry meters, Clock clock) {
    this.configuration = configuration;
    this.calls = new RemoteCalls("knot", configuration.patience(), meters, clock);
    String keys = configuration.clientId() + ":" + configuration.secret();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** That it does not do what it is asked, or what it says. */
  private sealed interface Reply {
    record Said(JsonNode json) implements Reply {}

    record Refused(Reason reason) implements Reply {}
  }

  /** The answer of a POST; a {@link KnotFault} where there is none. */
  JsonNode post(String path, ObjectNode body) {
    return call(path, request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  /** The answer of a GET; a {@link KnotFault} where there is none. */
  JsonNode get(String path, String operation) {
    return call(operation, request(path).GET());
  }

  void close() {
    calls.close();
  }

  private HttpRequest.Builder request(String path) {
    String base = configuration.baseUrl().toString();
    URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    return HttpRequest.newBuilder(uri)
        .header("Authorization", authorization)
        .header("Knot-Version", configuration.apiVersion())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json");
  }

  private JsonNode call(String operation, HttpRequest.Builder request) {
    RemoteQuestion question =
        new RemoteQuestion(operation, configuration.deadline(), attempt -> request);
    return switch (calls.ask(question, KnotCalls::read)) {
      case Answered<Reply>(Reply.Said(JsonNode json)) -> json;
      case Answered<Reply>(Reply.Refused(Reason reason)) -> throw new KnotFault(reason);
      case Unavailable<Reply>(RemoteAnswer.Reason reason) -> throw new KnotFault(fault(reason));
    };
  }

  private static Reply read(Received received) throws UnfitAnswer {
    return switch (received.status()) {
      case 200, 201 -> new Reply.Said(json(received.body()));
      case 401, 403 -> throw new UnfitAnswer(RemoteAnswer.Reason.REFUSED);
      case 404 -> new Reply.Refused(Reason.NOT_FOUND);
      default -> {
        if (received.status() < 400) {
          throw new UnfitAnswer(RemoteAnswer.Reason.MALFORMED);
        }
        yield new Reply.Refused(Reason.REFUSED);
      }
    };
  }

  private static JsonNode json(byte[] body) throws UnfitAnswer {
    try {
      return READER.readTree(body);
    } catch (IOException _) {
      throw new UnfitAnswer(RemoteAnswer.Reason.MALFORMED);
    }
  }

  private static Reason fault(RemoteAnswer.Reason reason) {
    return switch (reason) {
      case UNREACHABLE -> Reason.UNREACHABLE;
      case TIMEOUT -> Reason.TIMEOUT;
      case RATE_LIMITED -> Reason.RATE_LIMITED;
      case FAILED -> Reason.FAILED;
      case REFUSED -> Reason.KEYS_REFUSED;
      case MALFORMED -> Reason.MALFORMED;
      case LEFT_ALONE -> Reason.LEFT_ALONE;
      case INTERRUPTED -> Reason.INTERRUPTED;
    };
  }
}
