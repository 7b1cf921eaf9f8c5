package app.countersign.warehouse;

import app.countersign.platform.db.Json;
import app.countersign.remote.Received;
import app.countersign.remote.RemoteAnswer;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteAnswer.Unavailable;
import app.countersign.remote.RemoteCalls;
import app.countersign.remote.RemoteQuestion;
import app.countersign.warehouse.StatementAnswer.Column;
import app.countersign.warehouse.StatementAnswer.Failed;
import app.countersign.warehouse.StatementAnswer.Result;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statements by the SQL API: {@code POST /api/v2/statements}, then {@code GET} of its handle while
 * it runs and for each further partition. The same request id with every attempt keeps a statement
 * from running twice. What is given up is cancelled.
 */
final class SqlApi {
  private static final String PATH = "/api/v2/statements";
  private static final int RUNNING = 202;
  private static final int UNPROCESSABLE = 422;

  private final WarehouseConfiguration configuration;
  private final RemoteCalls calls;
  private final KeyPairTokens tokens;
  private final Supplier<UUID> ids;

  SqlApi(
      WarehouseConfiguration configuration,
      RemoteCalls calls,
      KeyPairTokens tokens,
      Supplier<UUID> ids) {
    this.configuration = configuration;
    this.calls = calls;
    this.tokens = tokens;
    this.ids = ids;
  }

  /** Runs a statement with one text parameter. */
  StatementAnswer run(String statement, String parameter) {
    long latest = System.nanoTime() + configuration.longest().toNanos();
    String body = body(statement, parameter);
    UUID requestId = ids.get();
    RemoteQuestion question =
        new RemoteQuestion(
            "statement",
            left(latest),
            attempt ->
                request("?requestId=%s&retry=%s".formatted(requestId, attempt > 1))
                    .POST(BodyPublishers.ofString(body)));
    return finished(calls.ask(question), latest);
  }

  /** Waits until the statement is over. */
  private StatementAnswer finished(RemoteAnswer<Received> first, long latest) {
    RemoteAnswer<Received> answer = first;
    while (answer instanceof Answered(Received(int status, byte[] body)) && status == RUNNING) {
      String handle = ResultPage.handle(body);
      if (handle == null) {
        return new Failed("malformed");
      }
      if (!pause(latest)) {
        cancel(handle);
        return new Failed(Thread.currentThread().isInterrupted() ? "interrupted" : "timeout");
      }
      answer = get("progress", "/" + handle, latest);
    }
    return switch (answer) {
      case Unavailable<Received>(RemoteAnswer.Reason reason) ->
          new Failed(reason.name().toLowerCase(Locale.ROOT));
      case Answered<Received>(Received(int status, byte[] body)) ->
          status == 200 ? result(body, latest) : new Failed(refusal(status));
    };
  }

  private StatementAnswer result(byte[] body, long latest) {
    ResultPage page = ResultPage.read(body);
    if (page == null || page.columns() == null) {
      return new Failed("malformed");
    }
    List<Column> columns = page.columns();
    List<List<@Nullable String>> rows = new ArrayList<>();
    int unreadable = gather(page, columns.size(), rows);
    for (int partition = 1; partition < page.partitions(); partition++) {
      if (page.handle() == null) {
        return new Failed("malformed");
      }
      RemoteAnswer<Received> answer =
          get("partition", "/%s?partition=%d".formatted(page.handle(), partition), latest);
      if (!(answer instanceof Answered(Received(int status, byte[] further))) || status != 200) {
        return new Failed("partition");
      }
      ResultPage next = ResultPage.read(further);
      if (next == null) {
        return new Failed("malformed");
      }
      unreadable += gather(next, columns.size(), rows);
    }
    return new Result(columns, rows, unreadable);
  }

  private static int gather(ResultPage page, int width, List<List<@Nullable String>> rows) {
    int unreadable = 0;
    for (List<@Nullable String> row : page.rows()) {
      if (row == null || row.size() != width) {
        unreadable++;
      } else {
        rows.add(row);
      }
    }
    return unreadable;
  }

  private RemoteAnswer<Received> get(String operation, String rest, long latest) {
    return calls.ask(new RemoteQuestion(operation, left(latest), attempt -> request(rest).GET()));
  }

  /** Nobody waits for what comes of it. */
  private void cancel(String handle) {
    calls.ask(
        new RemoteQuestion(
            "cancel",
            configuration.timeout(),
            attempt -> request("/%s/cancel".formatted(handle)).POST(BodyPublishers.noBody())));
  }

  private HttpRequest.Builder request(String rest) {
    return HttpRequest.newBuilder(
            URI.create(configuration.url().toString().replaceAll("/+$", "") + PATH + rest))
        .header("Authorization", "Bearer " + tokens.token())
        .header("X-Snowflake-Authorization-Token-Type", "KEYPAIR_JWT")
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header("User-Agent", "countersign/1.0");
  }

  private String body(String statement, String parameter) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("statement", statement);
    body.put("timeout", configuration.statementTimeout().toSeconds());
    putIfGiven(body, "database", configuration.database());
    putIfGiven(body, "schema", configuration.schema());
    putIfGiven(body, "warehouse", configuration.warehouse());
    putIfGiven(body, "role", configuration.role());
    body.putObject("bindings").putObject("1").put("type", "TEXT").put("value", parameter);
    return body.toString();
  }

  private static void putIfGiven(ObjectNode body, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      body.put(name, value);
    }
  }

  /** False where there would be no time left afterwards. */
  private boolean pause(long latest) {
    if (left(latest).compareTo(configuration.pollEvery()) <= 0) {
      return false;
    }
    try {
      Thread.sleep(configuration.pollEvery());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration left(long latest) {
    return Duration.ofNanos(Math.max(0, latest - System.nanoTime()));
  }

  private static String refusal(int status) {
    return switch (status) {
      case 401, 403 -> "not_allowed";
      case UNPROCESSABLE -> "statement_failed";
      default -> "refused";
    };
  }
}
