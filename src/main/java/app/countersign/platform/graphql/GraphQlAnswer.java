package app.countersign.platform.graphql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caller gets.
 *
 * @param body as the specification has it: errors, data, extensions
 * @param hasRun whether execution began; a request that was refused before has no data
 * @param codes of the errors, in their order
 * @param operation the operation's name; null when it has none or is not known
 */
public record GraphQlAnswer(
    Map<String, Object> body,
    boolean hasRun,
    List<RequestErrorCode> codes,
    @Nullable String operation) {
  public GraphQlAnswer {
    codes = List.copyOf(codes);
  }

  /** A request refused as a whole, before anything ran. */
  public static GraphQlAnswer refused(RequestError error, String requestId) {
    return refused(
        List.of(
            new CodedError(
                error.code(),
                String.valueOf(error.getMessage()),
                requestId,
                null,
                null,
                error.details())));
  }

  static GraphQlAnswer refused(List<CodedError> errors) {
    return new GraphQlAnswer(
        Map.of("errors", errors.stream().map(CodedError::toSpecification).toList()),
        false,
        errors.stream().map(CodedError::code).toList(),
        null);
  }

  /** The same for many. */
  GraphQlAnswer shared() {
    return new GraphQlAnswer(new SharedBody(body), hasRun, codes, operation);
  }

  /** For logs and metrics: OK, or the first error's code. */
  public String outcome() {
    return codes.isEmpty() ? "OK" : codes.getFirst().name();
  }
}
