package app.countersign.platform.web;

/**
 * What is done with the lines of one stream.
 *
 * @param <T> what a line is read into
 * @param <A> the answer to a line
 */
public interface NdjsonWork<T, A extends NdjsonAnswer> {
  /**
   * Reads a line's text, a little ahead of the lines that are stored and beside other lines.
   *
   * @throws app.countersign.platform.graphql.RefusedException where the line is at fault
   */
  T read(String text);

  /**
   * Stores what was read, in a transaction of its own and in the order of the lines.
   *
   * @throws app.countersign.platform.graphql.RefusedException where the line is at fault
   */
  A store(long line, T document);

  /** The answer to a line that was refused, or that failed on our side. */
  A refused(NdjsonRefusal refusal);
}
