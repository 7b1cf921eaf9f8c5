package app.countersign.contract;

import app.countersign.platform.access.Role;
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

/**
 * Takes many contracts in by one request: NDJSON, the input of {@code importContract} in each line,
 * and an answer for each line as it is done. A line is one transaction; one that is refused leaves
 * the others alone. The same stream again changes nothing.
 */
@Controller("/imports/contracts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ContractImportController {
  private static final int LONGEST_LINE = 8_000_000;
  private static final int MOST_STREAMS = 8;

  private final NdjsonImport lines;
  private final ContractImport imports;

  ContractImportController(Callers callers, Answers answers, ContractImport imports) {
    this.lines =
        new NdjsonImport(
            callers,
            answers,
            new NdjsonImport.Settings(
                "contracts", "contracts", Role.SENIOR_OPERATOR, LONGEST_LINE, MOST_STREAMS));
    this.imports = imports;
  }

  /** Reads the request's lines while its answers are taken. */
  @Post
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> take(HttpRequest<?> request) {
    return lines.take(
        request, actor -> new ContractLines(contract -> imports.store(actor, contract)));
  }
}
