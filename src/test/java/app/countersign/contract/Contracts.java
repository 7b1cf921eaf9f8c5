package app.countersign.contract;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Sql;
import app.countersign.testing.TestCallers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tests do to contracts: import, ask over HTTP, read what is on record. */
@Singleton
@Requires(property = "testing.role-names-as-tokens")
class Contracts {
  static final Actor SENIOR = TestCallers.actor(Role.SENIOR_OPERATOR);
  static final Actor ANALYST = TestCallers.actor(Role.ANALYST);
  private static final List<String> TABLES =
      List.of(
          "contract",
          "document",
          "account_lookup",
          "account_policy",
          "audit_entry",
          "audit_head",
          "idempotency_key");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final ContractImport imports;
  private final Sql sql;

  Contracts(EmbeddedServer server, ContractImport imports, Sql sql) {
    this.server = server;
    this.imports = imports;
    this.sql = sql;
  }

  record Answer(int status, JsonNode body) {
    JsonNode data(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    List<String> ids(String path) {
      return data(path).findValuesAsText("id");
    }
  }

  /** An id that no other test uses. */
  static String newId() {
    return "GAP_%d.%s-x".formatted(NUMBER.incrementAndGet(), UUID.randomUUID());
  }

  /** An account that no other test uses: twelve digits. */
  static String newAccount() {
    long random = UUID.randomUUID().getMostSignificantBits() >>> 1;
    return "%012d".formatted(random % 1_000_000_000_000L);
  }

  /** A contract of which a line says so much. */
  static ImportedContract contract(String id, String account, Map<String, ?> more) {
    Map<String, Object> line = new TreeMap<>(more);
    line.put("contractId", id);
    line.put("accountNumber", account);
    line.putIfAbsent("type", "GAP");
    return ContractLine.read(Json.write(line));
  }

  StoredContract take(String id, String account, Map<String, ?> more) {
    return imports.store(SENIOR, contract(id, account, more));
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

  List<String> texts(String query, Object... values) {
    return sql.list(query, row -> String.valueOf(row.getString(1)), values);
  }

  /** Action, actor, before and after of everything on record of a contract, oldest first. */
  List<String> record(String contractId) {
    return texts(
        """
        SELECT concat_ws(' ', action, actor_name, before, after) FROM audit_entry
        WHERE contract_id = ? AND subject_type = 'Contract' AND subject_id = contract_id
        ORDER BY sequence
        """,
        contractId);
  }

  /** What somebody's last search left on record. */
  JsonNode lastSearch(Role role) {
    try {
      return Json.mapper()
          .readTree(
              texts(
                      """
                      SELECT after FROM audit_entry WHERE subject_type = 'ContractSearch'
                        AND action = 'SEARCH' AND subject_id = ? ORDER BY sequence DESC LIMIT 1
                      """,
                      TestCallers.actor(role).id().toString())
                  .getFirst());
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  long searches() {
    return number("SELECT count(*) FROM audit_entry WHERE subject_type = 'ContractSearch'");
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
                BodyPublishers.ofString(
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

  /** Does it so many times at the same moment, each on a thread of its own. */
  static <T> List<T> atOnce(int threads, NumberedWork<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> running =
          pool.invokeAll(
              IntStream.range(0, threads)
                  .mapToObj(
                      number ->
                          (Callable<T>)
                              () -> {
                                start.await();
                                return work.run(number);
                              })
                  .toList());
      return running.stream().map(Future::resultNow).toList();
    }
  }

  /** The work of one of many threads. */
  interface NumberedWork<T> {
    T run(int number) throws Exception;
  }
}
