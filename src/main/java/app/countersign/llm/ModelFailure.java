package app.countersign.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that failed. Carries no cause and no words of the provider: they may hold a key or
 * what was asked.
 */
final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final transient @Nullable Duration retryAfter;
  private final boolean isWorthAnother;
  private final boolean mayHaveCost;
  private final boolean isProvidersOwn;

  private ModelFailure(
      FailureKind kind,
      String detail,
      @Nullable Duration retryAfter,
      boolean isWorthAnother,
      boolean mayHaveCost,
      boolean isProvidersOwn) {
    super(detail, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.isWorthAnother = isWorthAnother;
    this.mayHaveCost = mayHaveCost;
    this.isProvidersOwn = isProvidersOwn;
  }

  /** The provider answered with a status other than success. */
  static ModelFailure ofStatus(int status, String code, @Nullable Duration retryAfter) {
    String detail = "status " + status + (code.isEmpty() ? "" : " " + code);
    if (status == 429) {
      return new ModelFailure(FailureKind.RATE_LIMITED, detail, retryAfter, true, false, true);
    }
    if (status == 408) {
      return new ModelFailure(FailureKind.TIMEOUT, detail, retryAfter, true, true, true);
    }
    if (status >= 500) {
      return new ModelFailure(FailureKind.UNAVAILABLE, detail, retryAfter, true, false, true);
    }
    boolean isOfEveryRequest = status == 401 || status == 403 || status == 404;
    return new ModelFailure(FailureKind.REJECTED, detail, null, false, false, isOfEveryRequest);
  }

  static ModelFailure timeout() {
    return new ModelFailure(FailureKind.TIMEOUT, "no answer in time", null, true, true, true);
  }

  static ModelFailure cutConnection() {
    return new ModelFailure(
        FailureKind.UNAVAILABLE, "the connection failed", null, true, true, true);
  }

  static ModelFailure malformed(String detail) {
    return new ModelFailure(FailureKind.MALFORMED, detail, null, false, true, false);
  }

  static ModelFailure withheld() {
    return new ModelFailure(
        FailureKind.REJECTED, "the provider withheld the answer", null, false, true, false);
  }

  static ModelFailure of(FailureKind kind, String detail) {
    return new ModelFailure(kind, detail, null, false, false, false);
  }

  /** The same failure after words were handed on, which no other attempt can take back. */
  ModelFailure afterWords() {
    return new ModelFailure(
        kind, detail() + ", after the first words", null, false, true, isProvidersOwn);
  }

  FailureKind kind() {
    return kind;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Whether the same request to the same provider may fare better. */
  boolean isWorthAnother() {
    return isWorthAnother;
  }

  /** Whether the provider may charge for it. */
  boolean mayHaveCost() {
    return mayHaveCost;
  }

  /** Whether it tells something about the provider, and not only about this request. */
  boolean isProvidersOwn() {
    return isProvidersOwn;
  }
}
