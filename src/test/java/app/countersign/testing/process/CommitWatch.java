package app.countersign.testing.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds commits in what goes over one connection to PostgreSQL, by the frames of its protocol
 * (version 3): those that are asked for, and those that are reported as done.
 */
final class CommitWatch {
  private static final int FIRST_SPECIAL = 80_877_102;
  private static final int LAST_SPECIAL = 80_877_104;
  private static final int HEADER = 5;
  private static final String COMMIT = "COMMIT";

  private final Set<String> prepared = new HashSet<>();
  private byte[] asked = {};
  private byte[] answered = {};
  private boolean hasStarted;
  private boolean hasAnswered;

  /** How many commits the client asks for in this piece of its stream. */
  int asked(byte[] chunk, int length) {
    asked = joined(asked, chunk, length);
    int commits = 0;
    int at = 0;
    while (!hasStarted && asked.length - at >= 8) {
      ByteBuffer first = ByteBuffer.wrap(asked, at, 8);
      int size = first.getInt();
      int code = first.getInt();
      if (asked.length - at < size) {
        break;
      }
      hasStarted = code < FIRST_SPECIAL || code > LAST_SPECIAL;
      at += size;
    }
    while (hasStarted && asked.length - at >= HEADER) {
      int size = 1 + ByteBuffer.wrap(asked, at + 1, 4).getInt();
      if (asked.length - at < size) {
        break;
      }
      commits += isCommit((char) asked[at], at + HEADER, at + size) ? 1 : 0;
      at += size;
    }
    asked = Arrays.copyOfRange(asked, at, asked.length);
    return commits;
  }

  /** How many commits the database reports in this piece of its stream. */
  int answered(byte[] chunk, int length) {
    answered = joined(answered, chunk, length);
    int commits = 0;
    int at = 0;
    // To the requests for encryption it answers with a letter alone.
    while (!hasAnswered && at < answered.length && answered[at] == 'N') {
      at++;
    }
    while (answered.length - at >= HEADER) {
      hasAnswered = true;
      int size = 1 + ByteBuffer.wrap(answered, at + 1, 4).getInt();
      if (answered.length - at < size) {
        break;
      }
      boolean isDone = answered[at] == 'C' && text(answered, at + HEADER).equals(COMMIT);
      commits += isDone ? 1 : 0;
      at += size;
    }
    answered = Arrays.copyOfRange(answered, at, answered.length);
    return commits;
  }

  /** Statements of their own, and those that were prepared before. */
  private boolean isCommit(char kind, int from, int to) {
    String first = from < to ? text(asked, from) : "";
    int next = from + first.getBytes(StandardCharsets.UTF_8).length + 1;
    String second = next < to ? text(asked, next) : "";
    return switch (kind) {
      case 'Q' -> first.equalsIgnoreCase(COMMIT);
      case 'P' -> {
        if (second.equalsIgnoreCase(COMMIT)) {
          prepared.add(first);
        } else {
          prepared.remove(first);
        }
        yield false;
      }
      case 'B' -> prepared.contains(second);
      default -> false;
    };
  }

  private static String text(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] before, byte[] chunk, int length) {
    byte[] both = Arrays.copyOf(before, before.length + length);
    System.arraycopy(chunk, 0, both, before.length, length);
    return both;
  }
}
