package app.countersign.llm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * No language model gave an answer. The message names providers and kinds, never a key, a question
 * or what a provider said.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final transient List<ProviderFailure> failures;

  ModelException(FailureKind kind, List<ProviderFailure> failures) {
    super(message(kind, failures));
    this.kind = kind;
    this.failures = List.copyOf(failures);
  }

  /**
   * What one provider failed at.
   *
   * @param detail for an operator to read, such as the status of the answer
   */
  public record ProviderFailure(Provider provider, FailureKind kind, String detail) {}

  /** Why: what the provider that was asked first failed at, unless the whole time was over. */
  public FailureKind kind() {
    return kind;
  }

  /** What each provider failed at, in the order they were asked. */
  public List<ProviderFailure> failures() {
    return failures;
  }

  private static String message(FailureKind kind, List<ProviderFailure> failures) {
    if (failures.isEmpty()) {
      return "no language model answered: " + kind;
    }
    return failures.stream()
        .map(failure -> failure.provider() + ": " + failure.detail())
        .collect(Collectors.joining("; ", "no language model answered: " + kind + " (", ")"));
  }
}
