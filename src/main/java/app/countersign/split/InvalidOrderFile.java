package app.countersign.split;

/** A file of orders that cannot be read as one: the sender's mistake, never a bug. */
public final class InvalidOrderFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String column;

  InvalidOrderFile(int line, String column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** The line of the file on which the row begins, from 1. */
  public int line() {
    return line;
  }

  /** The column's name, empty where the row as such is wrong. */
  public String column() {
    return column;
  }
}
