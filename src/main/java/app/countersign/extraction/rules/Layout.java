package app.countersign.extraction.rules;

import java.util.regex.Pattern;

/** What one line of a document looks like, and whether the next one goes on with it. */
final class Layout {
  private static final int LONG = 50;
  private static final int SHORT = 60;
  private static final Pattern FOOTER =
      Pattern.compile(
          "\\s*(?:[-\u2013 ]*(?:page|pg\\.?)?\\s*\\d{1,4}(?:\\s*(?:of|/)\\s*\\d{1,4})?[-\u2013 ]*"
              + "|page\\s*\\d{1,4}.{0,40}|.{0,60}\\bpage\\s*\\d{1,4}\\s*of\\s*\\d{1,4}.{0,10})\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*(?:[\\(\\[]?(?:\\d{1,3}(?:\\.\\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[\\).\\]](?:\\s|\\()|[\u2022\u25CF\u25AA\u25A0*\u2610\u2611\u2612-]\\s|\\[["
              + " xX]?\\]|(?i:section|article|part)\\s+[\\dIVXivx]+)");
  private static final Pattern VALUE =
      Pattern.compile(
          "\\s*(?:(?:US|USD|C|CAD|EUR)?"
              + " ?[$\u20ac\u00a3].{0,60}|USD.{0,20}|\\d[\\d,]{0,12}\\.\\d{2}\\s{0,20}|\\d{1,3}(?:\\.\\d+)?"
              + " ?%.{0,60}|(?i:none|n/a|not applicable|no fee|non-?refundable|(?:daily |monthly"
              + " )?pro[- ]?rat[ae].{0,30}|rule of .{0,20}|sum of the .{0,20}|short[-"
              + " ]rate.{0,20}|actuarial.{0,20}))\\s*");

  private Layout() {}

  static boolean isFooter(String line) {
    return line.length() < 100 && hasDigit(line) && FOOTER.matcher(line).matches();
  }

  private static boolean hasDigit(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (Character.isDigit(line.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  static boolean isItem(String line) {
    return ITEM.matcher(line).lookingAt();
  }

  /** Whether a line has cells: a bar, a tab, a leader of dots or a wide gap inside. */
  static boolean isRow(String line) {
    String inner = line.strip();
    if (inner.indexOf('|') >= 0 || inner.indexOf('\t') >= 0 || inner.contains("....")) {
      return true;
    }
    int gap = inner.indexOf("   ");
    return gap > 0 && (gap < SHORT || inner.length() < 2 * SHORT);
  }

  /** Whether the second line belongs to the same paragraph as the first. */
  static boolean goesOn(String line, String next) {
    String first = line.stripTrailing();
    String second = next.strip();
    if (first.isBlank() || second.isEmpty() || isRow(first)) {
      return false;
    }
    boolean isLabel = first.strip().length() <= SHORT && !endsSentence(first);
    if (isLabel && VALUE.matcher(second).matches()) {
      return second.length() < SHORT || Character.isLowerCase(second.charAt(0));
    }
    if (isItem(next) || isRow(next)) {
      return false;
    }
    char begin = second.charAt(0);
    return Character.isLowerCase(begin) || first.strip().length() >= LONG;
  }

  /** Whether a line is nothing but a value. */
  static boolean isValue(String line) {
    return line.length() < 2 * SHORT && VALUE.matcher(line).matches();
  }

  /** Whether a line may be nothing but a label. */
  static boolean isLabel(String line) {
    boolean isShort = !line.isBlank() && line.strip().length() <= SHORT;
    return isShort && !isRow(line) && !isValue(line) && !endsSentence(line);
  }

  static boolean endsSentence(String line) {
    String stripped = line.stripTrailing();
    return !stripped.isEmpty() && ".;!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }
}
