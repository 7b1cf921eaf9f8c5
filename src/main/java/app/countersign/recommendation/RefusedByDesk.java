package app.countersign.recommendation;

import java.util.List;

/** Ends a change at the desk with its refusals; the transaction rolls back. No stack trace. */
public final class RefusedByDesk extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Refusal> refusals;

  public RefusedByDesk(List<Refusal> refusals) {
    super(refusals.toString(), null, false, false);
    this.refusals = List.copyOf(refusals);
  }

  public RefusedByDesk(Refusal refusal) {
    this(List.of(refusal));
  }

  /** Why; at least one. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** Ends the change unless there is nothing to refuse. */
  public static void unlessEmpty(List<? extends Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new RefusedByDesk(List.copyOf(refusals));
    }
  }
}
