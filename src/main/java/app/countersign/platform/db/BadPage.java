package app.countersign.platform.db;

/** A page that cannot be served as asked: the caller's mistake, in a sentence fit to be shown. */
public final class BadPage extends RuntimeException {
  private final String argument;

  /**
   * @param argument the argument at fault: {@code first}, {@code after}, {@code last} or {@code
   *     before}
   * @param message what is wrong with it, naming the limit where there is one
   */
  public BadPage(String argument, String message) {
    super(message, null, false, false);
    this.argument = argument;
  }

  /** The argument at fault: {@code first}, {@code after}, {@code last} or {@code before}. */
  public String argument() {
    return argument;
  }

  /** What is wrong, fit to be shown to the caller. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
