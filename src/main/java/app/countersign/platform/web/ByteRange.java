package app.countersign.platform.web;

/**
 * A run of bytes of a whole.
 *
 * @param first where it starts, from 0
 * @param length how many bytes it has, at least 0
 */
public record ByteRange(long first, long length) {
  public ByteRange {
    if (first < 0 || length < 0 || first + length < 0) {
      throw new IllegalArgumentException("no range: %d + %d".formatted(first, length));
    }
  }

  /** All the bytes of something of that size. */
  public static ByteRange whole(long size) {
    return new ByteRange(0, size);
  }

  /** The last byte's place; of use only when there is one. */
  public long last() {
    return first + length - 1;
  }
}
