package app.countersign.assistant;

/** Another attempt at the answer counts now, or it has ended: this one stops. */
final class TakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TakenOver() {
    super("another attempt counts now", null, false, false);
  }
}
