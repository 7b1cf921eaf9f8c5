package app.countersign.platform.data;

/** A data file of the product that cannot be used: the message names the file, item and field. */
public final class DataFault extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** A fault with its place in the message. */
  public DataFault(String message) {
    super(message);
  }
}
