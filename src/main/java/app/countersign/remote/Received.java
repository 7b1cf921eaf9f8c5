package app.countersign.remote;

/**
 * What came over HTTP and another attempt would not make better.
 *
 * @param status of HTTP: below 500, and neither 408 nor 429
 * @param body unpacked where it came packed
 */
public record Received(int status, byte[] body) {
  /** What is made of it. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads it.
     *
     * @throws UnfitAnswer where it is none: the service counts as not working
     */
    T of(Received received) throws UnfitAnswer;
  }
}
