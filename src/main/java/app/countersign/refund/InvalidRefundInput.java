package app.countersign.refund;

/** Terms or a request that no refund can be computed from: a caller's mistake, never a bug. */
public final class InvalidRefundInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidRefundInput(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Where the mistake is, for example {@code request.cancelledOn} or {@code terms.price}. */
  public String field() {
    return field;
  }
}
