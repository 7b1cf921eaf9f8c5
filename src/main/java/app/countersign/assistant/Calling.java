package app.countersign.assistant;

import java.util.regex.Pattern;

/** How the assistant is called in a message: {@code @assistant}, at any place and in any case. */
final class Calling {
  private static final String CALL = "@assistant";
  private static final Pattern CALLED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._%+-])" + CALL + "(?![\\p{L}\\p{N}_-]|\\.\\p{L})",
          Pattern.CASE_INSENSITIVE);

  private Calling() {}

  static boolean isCalled(String text) {
    return CALLED.matcher(text).find();
  }

  /** The text with blanks where it was called, so that every other word keeps its place. */
  static String without(String text) {
    return CALLED.matcher(text).replaceAll(" ".repeat(CALL.length()));
  }
}
