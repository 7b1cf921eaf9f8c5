package app.countersign.ledger;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.RequestScope;
import app.countersign.testing.TestCallers;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/** What the tests of the ledger do to it: import, ask over HTTP, count rows and statements. */
@Singleton
@Requires(property = "testing.role-names-as-tokens")
class LedgerDesk {
  static final Actor SENIOR = TestCallers.actor(Role.SENIOR_OPERATOR);
  private static final List<String> TABLES =
      List.of(
          "app_user",
          "consent",
          "ledger_import",
          "account",
          "liability",
          "ledger_transaction",
          "audit_entry",
          "audit_head",
          "idempotency_key");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final BankDataImport imports;
  private final TransactionOperations<Connection> transactions;
  private final Sql sql;
  private final GraphQL graphQl;

  LedgerDesk(
      EmbeddedServer server,
      BankDataImport imports,
      TransactionOperations<Connection> transactions,
      Sql sql,
      GraphQL graphQl) {
    this.server = server;
    this.imports = imports;
    this.transactions = transactions;
    this.sql = sql;
    this.graphQl = graphQl;
  }

  record Answer(int status, JsonNode body) {
    JsonNode data(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    List<String> refusals(String mutation) {
      return data(mutation + ".userErrors").findValuesAsText("code");
    }
  }

  /** An id that no other test uses. */
  static String newUser() {
    return "user.%d-x".formatted(NUMBER.incrementAndGet());
  }

  /** A document of one account with rows of these amounts, in Plaid's sign. */
  static String document(String... amounts) {
    String rows =
        String.join(
            ",",
            Arrays.stream(amounts)
                .map(
                    amount ->
                        """
                        {"date_transacted":"2026-01-02","date_posted":"2026-01-03",\
                        "amount":%s,"description":"NETFLIX.COM","currency":"USD"}\
                        """
                            .formatted(amount))
                .toList());
    return """
    {"override_accounts":[{"type":"depository","subtype":"checking",\
    "starting_balance":100.5,"currency":"USD","transactions":[%s]}]}\
    """
        .formatted(rows);
  }

  /** The same with the user's id in it, on one line. */
  static String documentOf(String userId, String... amounts) {
    String document = document(amounts);
    return "{\"profile\":{\"user_id\":\"%s\"},%s".formatted(userId, document.substring(1));
  }

  ImportOutcome take(String userId, String document, ConsentKind... granted) {
    return take(userId, document, List.of(granted));
  }

  ImportOutcome take(@Nullable String userId, String document, Collection<ConsentKind> granted) {
    return transactions.executeWrite(
        _ -> imports.importDocument(SENIOR, userId, document, granted));
  }

  void inTransaction(Runnable work) {
    transactions.executeWrite(
        _ -> {
          work.run();
          return true;
        });
  }

  /** The number of rows of every table an import could touch. */
  Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    TABLES.forEach(table -> rows.put(table, number("SELECT count(*) FROM " + table)));
    return rows;
  }

  long number(String query, Object... values) {
    return Objects.requireNonNull(sql.first(query, row -> row.getLong(1), values));
  }

  URI uri(String path) {
    return server.getURI().resolve(path);
  }

  Answer ask(@Nullable Role role, String query, Map<String, ?> variables) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.write(Map.of("query", query, "variables", variables))));
    if (role != null) {
      request.header("Authorization", "Bearer " + role);
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError("no answer", failure);
    }
  }

  Answer ask(@Nullable Role role, String query) {
    return ask(role, query, Map.of());
  }

  /** How many statements a query takes; the engine's own threads would hide them. */
  int statements(String query, Map<String, Object> variables) {
    StatementCounter counter = new StatementCounter();
    try (Deadline deadline = Deadline.in(Duration.ofSeconds(10))) {
      ExecutionInput input =
          ExecutionInput.newExecutionInput(query)
              .variables(variables)
              .dataLoaderRegistry(new DataLoaderRegistry())
              .graphQLContext(
                  Map.of(
                      RequestScope.class,
                      new RequestScope("test", SENIOR, deadline),
                      DataLoaderDispatchingContextKeys.ENABLE_DATA_LOADER_EXHAUSTED_DISPATCHING,
                      true))
              .build();
      var result = counter.call(() -> graphQl.execute(input));
      if (!result.getErrors().isEmpty()) {
        throw new AssertionError(result.getErrors().toString());
      }
    }
    return counter.count();
  }
}
