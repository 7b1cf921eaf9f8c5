package app.countersign.remote;

import app.countersign.remote.RemoteAnswer.Reason;

/** Something came, but not an answer. Says nothing of what was received. */
public final class UnfitAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** For this reason, mostly {@link Reason#REFUSED} or {@link Reason#MALFORMED}. */
  public UnfitAnswer(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
