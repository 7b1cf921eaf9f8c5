package app.countersign.platform.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.Scalars;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarWiringEnvironment;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A server that serves the real page and its real assets under the real security policy, and
 * answers GraphQL from a small schema of its own: for what the page does by itself.
 */
final class GraphiqlStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final GraphiqlAssets assets = new GraphiqlAssets();
  private final GraphQL graphql = GraphQL.newGraphQL(schema(this)).build();
  private final AtomicInteger sessionsOpened = new AtomicInteger();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Duration sessionLength = Duration.ofMinutes(15);
  private volatile boolean isSchemaForSignedIn;
  private volatile int forgotten;

  GraphiqlStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/graphiql", this::servePage);
    server.createContext("/graphql", this::serveGraphql);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/graphiql";
  }

  /** How long the sessions opened from now on hold. */
  void openSessionsFor(Duration length) {
    sessionLength = length;
  }

  /** From now on, nobody but the signed-in gets an answer, the schema included. */
  void answerOnlySignedIn() {
    isSchemaForSignedIn = true;
  }

  /** Every session opened so far is over, as if an administrator had ended it. */
  void forgetSessions() {
    forgotten = sessionsOpened.get();
  }

  /** The Authorization headers of the GraphQL requests so far, in their order; empty for none. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  static GraphQLSchema schema() {
    return schema(null);
  }

  private static GraphQLSchema schema(@Nullable GraphiqlStub stub) {
    RuntimeWiring.Builder wiring =
        RuntimeWiring.newRuntimeWiring().wiringFactory(new PlainScalars());
    if (stub != null) {
      wiring
          .type("Query", type -> type.dataFetcher("viewer", stub::viewer))
          .type("Query", type -> type.dataFetcher("recommendations", stub::recommendations))
          .type("Mutation", type -> type.dataFetcher("signIn", stub::signIn))
          .type("Mutation", type -> type.dataFetcher("refreshSession", stub::refreshSession))
          .type(
              "Mutation",
              type -> type.dataFetcher("signOut", call -> Map.of("userErrors", List.of())));
    }
    try (InputStream stream = GraphiqlStub.class.getResourceAsStream("/schema.graphqls");
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(reader), wiring.build());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets the schema run without the features behind it: each scalar of its own is passed on, as
   * text but for decimals, whose defaults are numbers.
   */
  private static final class PlainScalars extends MockedWiringFactory {
    @Override
    public boolean providesDataFetcher(FieldWiringEnvironment environment) {
      return false;
    }

    @Override
    public GraphQLScalarType getScalar(ScalarWiringEnvironment environment) {
      String name = environment.getScalarTypeDefinition().getName();
      GraphQLScalarType passedOn =
          name.equals("Decimal") ? ExtendedScalars.GraphQLBigDecimal : Scalars.GraphQLString;
      return ExtendedScalars.newAliasedScalar(name).aliasedScalar(passedOn).build();
    }
  }

  private @Nullable Object viewer(DataFetchingEnvironment call) {
    String authorization = call.getGraphQlContext().getOrDefault("authorization", "");
    return authorization.startsWith("Bearer access-") ? olivia() : null;
  }

  private Object recommendations(DataFetchingEnvironment call) {
    int first = call.getArgumentOrDefault("first", 25);
    return Map.of(
        "totalCount", 42,
        "pageInfo", Map.of("hasNextPage", true, "endCursor", "c" + first),
        "nodes", IntStream.rangeClosed(1, first).mapToObj(GraphiqlStub::recommendation).toList());
  }

  private static Map<String, Object> recommendation(int number) {
    return Map.ofEntries(
        Map.entry("id", "0199d2b4-0000-7000-8000-%012d".formatted(number)),
        Map.entry("version", 1),
        Map.entry("priority", number < 4 ? "HIGH" : "MEDIUM"),
        Map.entry("type", "ARTICLE"),
        Map.entry("title", "Bring a card below 30 %, step " + number),
        Map.entry("rationale", "A card stands at 68 % of its limit."),
        Map.entry("personaPrimary", "HIGH_UTILIZATION"),
        Map.entry("createdAt", "2026-11-20T09:30:00Z"),
        Map.entry("user", Map.of("id", "user-" + number, "name", "Sample Person " + number)),
        Map.entry("guardrails", Map.of("passed", true)),
        Map.entry("viewerCan", Map.of("approve", Map.of("allowed", true))),
        Map.entry(
            "trace",
            Map.of(
                "steps",
                List.of(Map.of("name", "SIGNALS_DETECTED", "durationMillis", 12.5)),
                "personaMatches",
                List.of(
                    Map.of(
                        "persona",
                        "HIGH_UTILIZATION",
                        "matched",
                        true,
                        "strength",
                        "STRONG",
                        "score",
                        0.9)))));
  }

  private Object signIn(DataFetchingEnvironment call) {
    Map<String, Object> input = call.getArgumentOrDefault("input", Map.of());
    if (!"countersign-demo".equals(input.get("password"))) {
      return refusal("SIGN_IN_FAILED", "Email and password do not match.");
    }
    return openSession();
  }

  private Object refreshSession(DataFetchingEnvironment call) {
    Map<String, Object> input = call.getArgumentOrDefault("input", Map.of());
    return isForgotten(String.valueOf(input.get("refreshToken")))
        ? refusal("SESSION_EXPIRED", "The session is over.")
        : openSession();
  }

  private static Object refusal(String code, String message) {
    return Map.of(
        "userErrors", List.of(Map.of("code", code, "message", message, "path", List.of("input"))));
  }

  private boolean isForgotten(String token) {
    return Integer.parseInt(token.substring(token.lastIndexOf('-') + 1)) <= forgotten;
  }

  private Object openSession() {
    int number = sessionsOpened.incrementAndGet();
    Map<String, Object> session =
        Map.of(
            "accessToken",
            "access-" + number,
            "refreshToken",
            "refresh-" + number,
            "expiresAt",
            Instant.now().plus(sessionLength).toString(),
            "operator",
            olivia());
    return Map.of("session", session, "userErrors", List.of());
  }

  private static Map<String, Object> olivia() {
    return Map.of("id", "op-1", "name", "Olivia Okafor", "role", "SENIOR_OPERATOR");
  }

  private void servePage(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/graphiql")) {
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", GraphiqlController.CONTENT_SECURITY_POLICY);
      send(exchange, 200, "text/html; charset=utf-8", assets.page("index.html"));
    } else if (path.equals("/graphiql/operations")) {
      byte[] tabs = JSON.writeValueAsBytes(new ReadyOperations().tabs());
      send(exchange, 200, "application/json", tabs);
    } else {
      Optional<GraphiqlAssets.Asset> asset =
          assets.find(path.substring("/graphiql/assets/".length()));
      if (asset.isPresent()) {
        send(exchange, 200, asset.get().contentType(), asset.get().content());
      } else {
        send(exchange, 404, "text/plain", new byte[0]);
      }
    }
  }

  private void serveGraphql(HttpExchange exchange) throws IOException {
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    authorizations.add(authorization);
    Request request = JSON.readValue(exchange.getRequestBody().readAllBytes(), Request.class);
    send(
        exchange,
        200,
        "application/graphql-response+json",
        JSON.writeValueAsBytes(answer(request, authorization)));
  }

  private record Request(
      String query, @Nullable String operationName, @Nullable Map<String, Object> variables) {}

  private Map<String, Object> answer(Request request, String authorization) {
    boolean opensSession = request.query().contains("signIn");
    boolean isKnown = !authorization.startsWith("Bearer access-") || !isForgotten(authorization);
    if (!isKnown || (isSchemaForSignedIn && authorization.isEmpty() && !opensSession)) {
      Map<String, String> code = Map.of("code", "UNAUTHENTICATED");
      return Map.of("errors", List.of(Map.of("message", "Sign in first.", "extensions", code)));
    }
    ExecutionInput.Builder input =
        ExecutionInput.newExecutionInput(request.query())
            .operationName(request.operationName())
            .variables(request.variables() == null ? Map.of() : request.variables())
            .graphQLContext(Map.of("authorization", authorization));
    return graphql.execute(input).toSpecification();
  }

  private static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
