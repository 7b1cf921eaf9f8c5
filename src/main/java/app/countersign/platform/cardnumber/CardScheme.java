package app.countersign.platform.cardnumber;

import java.util.Set;

/**
 * The schemes that issue cards, with the first digits and lengths of their numbers, after the
 * ranges published for ISO/IEC 7812. Ranges of schemes that no longer issue are left out where they
 * would only raise false alarms.
 */
enum CardScheme {
  VISA(Set.of(13, 16, 19), range(4, 4)),
  MASTERCARD(Set.of(16), range(51, 55), range(2221, 2720)),
  AMERICAN_EXPRESS(Set.of(15), range(34, 34), range(37, 37)),
  DISCOVER(Set.of(16, 19), range(6011, 6011), range(644, 649), range(65, 65)),
  DINERS_CLUB(Set.of(14), range(300, 305), range(3095, 3095), range(36, 36), range(38, 39)),
  JCB(Set.of(16, 19), range(3528, 3589)),
  UNIONPAY(Set.of(16, 17, 18, 19), range(62, 62)),
  MAESTRO(
      Set.of(13, 14, 15, 16, 17, 18, 19),
      range(5018, 5018),
      range(5020, 5020),
      range(5038, 5038),
      range(5893, 5893),
      range(6304, 6304),
      range(6759, 6759),
      range(6761, 6763)),
  MIR(Set.of(16, 17, 18, 19), range(2200, 2204)),
  RUPAY(Set.of(16), range(60, 60), range(508, 508)),
  DANKORT(Set.of(16), range(5019, 5019)),
  VERVE(Set.of(16, 18, 19), range(5060, 5061)),
  TROY(Set.of(16), range(9792, 9792));

  private final Set<Integer> lengths;
  private final Range[] ranges;

  CardScheme(Set<Integer> lengths, Range... ranges) {
    this.lengths = lengths;
    this.ranges = ranges;
  }

  /** Numbers whose first digits lie between two of as many digits. */
  private record Range(int from, int to) {}

  private static Range range(int from, int to) {
    return new Range(from, to);
  }

  /** Whether a scheme issues numbers like this one, of 13 to 19 ASCII digits. */
  static boolean issues(String digits) {
    for (CardScheme scheme : values()) {
      if (scheme.lengths.contains(digits.length()) && scheme.begins(digits)) {
        return true;
      }
    }
    return false;
  }

  private boolean begins(String digits) {
    for (Range range : ranges) {
      int width = Integer.toString(range.from()).length();
      int first = Integer.parseInt(digits, 0, width, 10);
      if (first >= range.from() && first <= range.to()) {
        return true;
      }
    }
    return false;
  }
}
