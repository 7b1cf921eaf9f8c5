package app.countersign.knot;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knot by its documented wire format. Accounts have a log of states of transactions, which is paged
 * by position; what a test puts in front of an answer comes first.
 */
public final class KnotServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
  private final Map<String, List<ObjectNode>> logs = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> current = new ConcurrentHashMap<>();
  private final Map<String, String> accounts = new ConcurrentHashMap<>();
  private volatile Function<Question, @Nullable Behaviour> before = question -> null;

  public KnotServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** One request as it came. */
  public record Question(
      String method, String path, String authorization, String version, String body) {
    public JsonNode json() {
      try {
        return Json.mapper().readTree(body);
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }
  }

  /** How it answers. */
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public static Behaviour json(int status, String body) {
    return exchange -> send(exchange, status, body);
  }

  public static Behaviour retryAfter(int status, String seconds) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", seconds);
      send(exchange, status, "{}");
    };
  }

  /** An exchange that is closed before it was answered cuts the connection. */
  public static Behaviour cut() {
    return exchange -> {};
  }

  public static Behaviour slow(long millis) {
    return exchange -> {
      Thread.sleep(millis);
      send(exchange, 200, "[]");
    };
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  public List<Question> questions() {
    return questions;
  }

  public long asked(String path) {
    return questions.stream().filter(question -> question.path().startsWith(path)).count();
  }

  /** The next answers, whatever is asked. */
  public void then(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  /** What comes in front of an answer; null lets it be. */
  public void before(Function<Question, @Nullable Behaviour> behaviour) {
    before = behaviour;
  }

  /** An account's status, as {@code connected} or {@code disconnected}. */
  public void account(Object person, int merchant, String name, String status) {
    accounts.put(person + "/" + merchant, name + "/" + status);
  }

  public void noAccount(Object person, int merchant) {
    accounts.remove(person + "/" + merchant);
  }

  /** Puts states at the end of an account's log; each is what its transaction is from now on. */
  public void log(Object person, int merchant, List<ObjectNode> states) {
    logs.computeIfAbsent(person + "/" + merchant, key -> new CopyOnWriteArrayList<>())
        .addAll(states);
    states.forEach(this::now);
  }

  /** What a transaction is when it is asked for by its id. */
  public void now(ObjectNode state) {
    current.put(state.path("id").textValue(), state);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void take(HttpExchange exchange) throws IOException {
    Question question =
        new Question(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Knot-Version")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    questions.add(question);
    try (exchange) {
      Behaviour behaviour = next.poll();
      behaviour = behaviour == null ? before.apply(question) : behaviour;
      if (behaviour == null) {
        answer(exchange, question);
      } else {
        behaviour.answer(exchange);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, Question question) throws IOException {
    String path = question.path();
    if (path.startsWith("/accounts/get")) {
      send(exchange, 200, accounts(path).toString());
      return;
    }
    if (path.startsWith("/transactions/") && question.method().equals("GET")) {
      ObjectNode found = current.get(path.substring("/transactions/".length()));
      send(exchange, found == null ? 404 : 200, found == null ? "{}" : found.toString());
      return;
    }
    switch (path) {
      case "/transactions/sync" -> send(exchange, 200, page(question.json()).toString());
      case "/session/create" ->
          send(
              exchange,
              200,
              "{\"session\": \"session-of-%s\"}"
                  .formatted(question.json().path("external_user_id").textValue()));
      case "/session/extend", "/accounts/unlink", "/user/delete" ->
          send(exchange, 200, "{\"message\": \"Success\"}");
      case "/merchant/list" ->
          send(
              exchange,
              200,
              """
              [{"id": 44, "name": "Amazon", "category": "Online Shopping",
                "logo": "https://logos.example/44.png"},
               {"id": 19, "name": "DoorDash", "category": "Food Delivery", "logo": null},
               {"id": 36, "name": "Uber Eats", "logo": "not a link"}]
              """);
      default -> send(exchange, 404, "{}");
    }
  }

  private ArrayNode accounts(String path) {
    String person = path.substring(path.indexOf('=') + 1);
    ArrayNode found = Json.mapper().createArrayNode();
    accounts.forEach(
        (key, value) -> {
          String[] parts = key.split("/");
          String[] account = value.split("/");
          if (parts[0].equals(person)) {
            ObjectNode each = found.addObject();
            each.putObject("merchant")
                .put("id", Integer.parseInt(parts[1]))
                .put("name", account[0])
                .put("logo", "");
            each.putObject("connection").put("status", account[1]).putArray("scopes");
          }
        });
    return found;
  }

  private ObjectNode page(JsonNode body) {
    int merchant = body.path("merchant_id").intValue();
    List<ObjectNode> log =
        logs.getOrDefault(body.path("external_user_id").textValue() + "/" + merchant, List.of());
    int limit = body.path("limit").asInt(5);
    String cursor = body.path("cursor").textValue();
    int from = cursor == null ? 0 : Integer.parseInt(cursor.substring(1));
    int to = Math.min(log.size(), from + limit);
    ObjectNode page = Json.mapper().createObjectNode();
    page.putObject("merchant").put("id", merchant).put("name", "Merchant " + merchant);
    ArrayNode transactions = page.putArray("transactions");
    log.subList(Math.min(from, to), to).forEach(transactions::add);
    page.put("next_cursor", to < log.size() ? "c" + to : null);
    return page.put("limit", limit);
  }
}
