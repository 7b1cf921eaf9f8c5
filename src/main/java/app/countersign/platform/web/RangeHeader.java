package app.countersign.platform.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks for, by RFC 9110, section 14. A header that is malformed, has
 * another unit than bytes or asks for several ranges is passed over, as the RFC allows.
 */
sealed interface RangeHeader {
  /** Digits that surely fit a long; a longer number is beyond every size. */
  int SAFE_DIGITS = 18;

  Pattern SINGLE =
      Pattern.compile("bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*", Pattern.CASE_INSENSITIVE);

  /** The header changes nothing. */
  record Ignored() implements RangeHeader {}

  /** No byte of it is there. */
  record Unsatisfiable() implements RangeHeader {}

  /** One range, cut to what is there. */
  record Satisfiable(ByteRange range) implements RangeHeader {}

  /** Reads the header for something of that size. */
  static RangeHeader parse(String header, long size) {
    Matcher single = SINGLE.matcher(header.strip());
    if (!single.matches()) {
      return new Ignored();
    }
    String first = single.group(1);
    String last = single.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Ignored() : suffix(number(last), size);
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    if (to < from) {
      return new Ignored();
    }
    return from >= size
        ? new Unsatisfiable()
        : new Satisfiable(new ByteRange(from, Math.min(to, size - 1) - from + 1));
  }

  private static RangeHeader suffix(long length, long size) {
    if (length == 0) {
      return new Unsatisfiable();
    }
    // The end of nothing is all of it, and no 206 can say so.
    if (size == 0) {
      return new Ignored();
    }
    long taken = Math.min(length, size);
    return new Satisfiable(new ByteRange(size - taken, taken));
  }

  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > SAFE_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
