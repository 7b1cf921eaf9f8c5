package app.countersign.knot;

/** Knot did not answer as agreed. Says nothing of what was sent or received. */
public final class KnotFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  KnotFault(Reason reason) {
    super("Knot: " + reason, null, false, false);
    this.reason = reason;
  }

  /** Its pages lead in a circle. */
  public static KnotFault endless() {
    return new KnotFault(Reason.MALFORMED);
  }

  /** Why there is no answer. */
  public enum Reason {
    /** No connection, or one that broke. */
    UNREACHABLE(true),
    /** The answer did not come in time. */
    TIMEOUT(true),
    /** It wants to be asked less often. */
    RATE_LIMITED(true),
    /** It answered with an error of its own. */
    FAILED(true),
    /** It does not accept our keys. */
    KEYS_REFUSED(false),
    /** It knows nothing of what was asked for. */
    NOT_FOUND(false),
    /** It does not accept the question. */
    REFUSED(false),
    /** Its answer is not what was agreed, or is too long. */
    MALFORMED(false),
    /** It failed so often that it is left alone for a while. */
    LEFT_ALONE(true),
    /** This server is stopping, or the request was given up. */
    INTERRUPTED(true);

    private final boolean mayPass;

    Reason(boolean mayPass) {
      this.mayPass = mayPass;
    }

    /** Whether it may go better a while later. */
    public boolean mayPass() {
      return mayPass;
    }
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
