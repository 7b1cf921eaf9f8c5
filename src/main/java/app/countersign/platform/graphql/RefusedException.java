package app.countersign.platform.graphql;

import java.util.List;

/**
 * Ends a mutation with user errors: the transaction rolls back and the errors become the payload's
 * {@code userErrors}. Carries no stack trace: a refusal is an answer, not a fault.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<UserError> errors;

  public RefusedException(List<UserError> errors) {
    super(errors.isEmpty() ? "refused" : errors.getFirst().message(), null, false, false);
    this.errors = List.copyOf(errors);
  }

  /** A refusal for one reason. */
  public static RefusedException of(UserErrorCode code, String message, String... path) {
    return new RefusedException(List.of(UserError.of(code, message, path)));
  }

  /** Why; at least one. */
  public List<UserError> errors() {
    return errors;
  }
}
