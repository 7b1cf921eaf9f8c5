package app.countersign.platform.cardnumber;

import app.countersign.platform.cardnumber.DigitRuns.Run;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for cards' numbers in one run of digits. */
final class NumberSearch {
  private static final int LONGEST = 19;
  private static final int LONGEST_PHONE = 15;

  /** The groups that cards' numbers are printed in, wherever they stand. */
  private static final Set<List<Integer>> PRINTED =
      Set.of(
          List.of(4, 4, 4, 4),
          List.of(4, 6, 5),
          List.of(4, 6, 4),
          List.of(4, 4, 4, 4, 3),
          List.of(4, 4, 5),
          List.of(8, 8));

  /** Words that may touch a number and do not make it part of an id. */
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:^|[^\\p{L}])(?:card|cards|visa|mastercard|amex|maestro|discover|pan|number|no|nr"
              + "|num|karte|kartennummer|kreditkarte|carte|tarjeta)$",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_LABEL = 16;

  private final String text;
  private final List<DigitGroup> groups;
  private final List<String> gaps;

  NumberSearch(String text, Run run) {
    this.text = text;
    this.groups = run.groups();
    this.gaps = run.gaps();
  }

  /** What is found; the same digits may be found twice. */
  List<DigitGroup> found() {
    List<DigitGroup> numbers = new ArrayList<>();
    if (isAccountNumber() || isTrackingNumber()) {
      return numbers;
    }
    for (int first = 0; first < groups.size(); first++) {
      StringBuilder digits = new StringBuilder();
      for (int last = first; last < groups.size(); last++) {
        digits.append(groups.get(last).digits());
        if (digits.length() > LONGEST) {
          break;
        }
        if (CardNumbers.isNumber(digits.toString()) && isWritten(first, last, digits.length())) {
          numbers.add(
              new DigitGroup(groups.get(first).start(), groups.get(last).end(), digits.toString()));
        }
      }
    }
    return numbers;
  }

  /** Whether somebody would write a card's number this way, here. */
  private boolean isWritten(int first, int last, int length) {
    if (!standsFree(first, last)) {
      return false;
    }
    if (isPhoneNumber(first, length)) {
      return false;
    }
    if (first == last) {
      return !isFraction(first);
    }
    List<Integer> sizes = groups.subList(first, last + 1).stream().map(DigitGroup::length).toList();
    if (PRINTED.contains(sizes)) {
      return true;
    }
    return isWholeChain(first, last) && isPlausible(sizes, gaps.get(first));
  }

  /** Letters that touch the digits make them part of an id, unless they say that it is a card. */
  private boolean standsFree(int first, int last) {
    int start = groups.get(first).start();
    int end = groups.get(last).end();
    boolean isFreeBefore =
        start == 0
            || !isLatin(text.charAt(start - 1))
            || LABEL.matcher(text.substring(Math.max(0, start - LONGEST_LABEL), start)).find();
    return isFreeBefore && (end == text.length() || isEnd(text.substring(end)));
  }

  private static boolean isEnd(String rest) {
    return !isLatin(rest.charAt(0))
        || rest.regionMatches(true, 0, "exp", 0, 3)
        || rest.regionMatches(true, 0, "cv", 0, 2);
  }

  private static boolean isLatin(char character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character == '_';
  }

  /** With its country's code behind a plus. */
  private boolean isPhoneNumber(int first, int length) {
    int start = groups.get(first).start();
    return length <= LONGEST_PHONE && start > 0 && text.charAt(start - 1) == '+';
  }

  /** What stands directly behind a point, and few digits before it. */
  private boolean isFraction(int group) {
    return group > 0 && gaps.get(group - 1).equals(".") && groups.get(group - 1).length() <= 3;
  }

  /** Whether all gaps are the same single character, and no further group follows by it. */
  private boolean isWholeChain(int first, int last) {
    String gap = gaps.get(first);
    return gap.length() == 1
        && new HashSet<>(gaps.subList(first, last)).size() == 1
        && (first == 0 || !gaps.get(first - 1).equals(gap))
        && (last == groups.size() - 1 || !gaps.get(last).equals(gap));
  }

  private static boolean isPlausible(List<Integer> sizes, String gap) {
    boolean areSingles = sizes.stream().allMatch(size -> size == 1);
    boolean areThousands =
        sizes.getFirst() <= 3 && sizes.stream().skip(1).allMatch(size -> size == 3);
    boolean isOrderNumber = sizes.equals(List.of(3, 7, 7));
    if (areThousands || isOrderNumber) {
      return false;
    }
    // Amounts and years are listed with spaces between them; they are short.
    return areSingles
        || !gap.equals(" ")
        || sizes.stream().limit(sizes.size() - 1L).allMatch(size -> size >= 4);
  }

  /** An IBAN: its country's letters, then digits whose check is good (ISO 13616). */
  private boolean isAccountNumber() {
    int start = groups.getFirst().start();
    if (start < 2 || groups.getFirst().length() < 2) {
      return false;
    }
    String country = text.substring(start - 2, start);
    if (!country.matches("[A-Za-z]{2}")
        || start > 2 && Character.isLetterOrDigit(text.charAt(start - 3))) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    groups.forEach(group -> digits.append(group.digits()));
    if (digits.length() < LONGEST - 6 || digits.length() > 32) {
      return false;
    }
    String turned =
        digits.substring(2)
            + Character.getNumericValue(country.charAt(0))
            + Character.getNumericValue(country.charAt(1))
            + digits.substring(0, 2);
    return new BigInteger(turned).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  /** As the United States' post numbers parcels: 20 or 22 digits that begin with 91 to 95. */
  private boolean isTrackingNumber() {
    int length = groups.stream().mapToInt(DigitGroup::length).sum();
    return (length == 20 || length == 22) && groups.getFirst().digits().matches("9[1-5].*");
  }
}
