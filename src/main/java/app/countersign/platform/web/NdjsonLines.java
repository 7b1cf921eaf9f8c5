package app.countersign.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream of JSON documents, one at a time. Blank lines are counted and passed over;
 * a line that is too long is passed over as it comes, never held.
 */
final class NdjsonLines {
  private static final int CHUNK = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream source;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private int position;
  private int end;
  private byte[] held = new byte[0];
  private int heldLength;
  private long number;

  /**
   * @param longest how many bytes a line may have, its end not counted
   */
  NdjsonLines(InputStream source, int longest) {
    this.source = source;
    this.longest = longest;
  }

  /** One line that is not blank; the first of the stream has the number 1. */
  sealed interface Line {
    /** Its place in the stream. */
    long number();
  }

  /** A line's text. */
  record Document(long number, String text, int bytes) implements Line {}

  /** A line longer than is accepted. */
  record TooLong(long number) implements Line {}

  /** A line that is not UTF-8. */
  record NotUtf8(long number) implements Line {}

  /** How many lines were begun so far. */
  long number() {
    return number;
  }

  /**
   * The next line; null at the end.
   *
   * @throws IOException when the stream breaks off; what there was of its last line is dropped
   */
  @Nullable Line next() throws IOException {
    while (fill()) {
      Line line = line(readLine());
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  /** Takes bytes up to the line's end; false when they were too many to be held. */
  private boolean readLine() throws IOException {
    number++;
    heldLength = 0;
    boolean fits = true;
    do {
      int from = position;
      int until = lineEnd();
      position = until;
      fits = fits && heldLength + until - from <= longest;
      if (fits) {
        hold(from, until);
      }
      if (until < end) {
        position++;
        return fits;
      }
    } while (fill());
    return fits;
  }

  private @Nullable Line line(boolean fits) {
    if (!fits) {
      return new TooLong(number);
    }
    int from = number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
    if (isBlank(from)) {
      return null;
    }
    String text = new String(held, from, heldLength - from, StandardCharsets.UTF_8);
    boolean isSound = text.indexOf(REPLACEMENT) < 0 || isUtf8(from);
    int bytes = heldLength;
    shrink();
    return isSound ? new Document(number, text, bytes) : new NotUtf8(number);
  }

  private boolean fill() throws IOException {
    if (position < end) {
      return true;
    }
    position = 0;
    end = Math.max(0, source.read(chunk));
    return end > 0;
  }

  private int lineEnd() {
    int place = position;
    while (place < end && chunk[place] != '\n') {
      place++;
    }
    return place;
  }

  private void hold(int from, int until) {
    int length = heldLength + until - from;
    if (length > held.length) {
      held = Arrays.copyOf(held, Math.min(longest, Math.max(length, 2 * held.length)));
    }
    System.arraycopy(chunk, from, held, heldLength, until - from);
    heldLength = length;
  }

  /** One long line must not keep its room for the rest of the stream. */
  private void shrink() {
    if (held.length > 4 * CHUNK) {
      held = new byte[CHUNK];
    }
  }

  private boolean startsWithMark() {
    return heldLength >= BYTE_ORDER_MARK.length
        && Arrays.equals(held, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private boolean isBlank(int from) {
    for (int place = from; place < heldLength; place++) {
      if (held[place] != ' ' && held[place] != '\t' && held[place] != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean isUtf8(int from) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(held, from, heldLength - from));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
