package app.countersign.platform.cardnumber;

/**
 * Digits that stand together.
 *
 * @param start where in the text, in chars
 * @param end behind the last, in chars
 * @param digits as ASCII digits, whatever script they were written in
 */
record DigitGroup(int start, int end, String digits) {
  int length() {
    return digits.length();
  }
}
