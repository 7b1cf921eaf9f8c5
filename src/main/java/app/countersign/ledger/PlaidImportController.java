package app.countersign.ledger;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.web.Answers;
import app.countersign.platform.web.Callers;
import app.countersign.platform.web.NdjsonImport;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes many bank documents in by one request: NDJSON, a Plaid custom-user document in each line
 * with the user's id in its profile, and an answer for each line as it is done. A line is one
 * transaction; one that is refused leaves the others alone. The memory it takes does not grow with
 * the stream.
 */
@Controller("/imports/plaid")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PlaidImportController {
  /** How many bytes a line may have. */
  static final int LONGEST_LINE = 4_000_000;

  private static final int MOST_STREAMS = 8;

  private final NdjsonImport lines;
  private final PlaidDocumentReader reader;
  private final BankDataImport imports;
  private final TransactionOperations<Connection> transactions;

  PlaidImportController(
      Callers callers,
      Answers answers,
      PlaidDocumentReader reader,
      BankDataImport imports,
      TransactionOperations<Connection> transactions) {
    this.lines =
        new NdjsonImport(
            callers,
            answers,
            new NdjsonImport.Settings(
                "bank data", "bank documents", Role.SENIOR_OPERATOR, LONGEST_LINE, MOST_STREAMS));
    this.reader = reader;
    this.imports = imports;
    this.transactions = transactions;
  }

  /** Reads the request's lines while its answers are taken. */
  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> take(HttpRequest<?> request) {
    return lines.take(request, actor -> work(actor, consents(request)));
  }

  private PlaidLines work(Actor actor, Set<ConsentKind> granted) {
    return new PlaidLines(
        reader,
        ledger -> transactions.executeWrite(_ -> imports.store(actor, null, ledger, granted)));
  }

  private static Set<ConsentKind> consents(HttpRequest<?> request) {
    List<String> names = new ArrayList<>();
    for (String value : request.getParameters().getAll("consents")) {
      names.addAll(List.of(value.split(",")));
    }
    Set<ConsentKind> granted = EnumSet.noneOf(ConsentKind.class);
    for (String name : names) {
      if (!name.isBlank()) {
        granted.add(consent(name.strip()));
      }
    }
    return granted;
  }

  private static ConsentKind consent(String name) {
    for (ConsentKind kind : ConsentKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw RequestError.badRequest(
        "The parameter 'consents' takes %s, separated by commas."
            .formatted(Arrays.toString(ConsentKind.values())));
  }
}
