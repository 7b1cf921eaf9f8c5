package app.countersign.intent;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Days by the calendar: "March 3rd", "3 March 2026", "2026-03-03", "the 5th", "in February". */
final class CalendarDays implements DayReading {
  private static final Map<String, Integer> MONTHS = months();
  private static final Set<String> ALSO_WORDS = Set.of("may", "march", "mar", "sep", "dec", "jan");
  private static final Set<String> BEFORE_MONTH =
      Set.of("in", "since", "until", "till", "from", "by", "during", "of", "for", "to", "before");
  private static final Set<String> BEFORE_DAY =
      Set.of("the", "on", "by", "from", "to", "until", "till", "since", "before", "-");
  private static final Set<String> AFTER_DAY =
      Set.of(
          "of", "to", "and", "please", "was", "is", "i", "we", "at", "for", "with", "it", "in",
          "by", "until", "till", "through", "or", "pls", "when");

  private final Tokens tokens;
  private final LocalDate today;
  private final boolean looksBack;

  CalendarDays(Tokens tokens, LocalDate today, boolean looksBack) {
    this.tokens = tokens;
    this.today = today;
    this.looksBack = looksBack;
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new TreeMap<>();
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      months.put(name, month.getValue());
      months.put(name.substring(0, 3), month.getValue());
    }
    months.put("sept", 9);
    return Map.copyOf(months);
  }

  /** Which month a token names, or 0. */
  static int month(Token token) {
    return MONTHS.getOrDefault(token.text(), 0);
  }

  @Override
  public @Nullable Days at(int place) {
    if (tokens.at(place).isNumber()) {
      Days days = numeric(place);
      return days == null ? dayFirst(place) : days;
    }
    return month(tokens.at(place)) > 0 ? monthFirst(place) : null;
  }

  /** "2026-02-27", "03/12/2026" with the month first unless it cannot be one, "27.02.2026". */
  private @Nullable Days numeric(int place) {
    boolean partOfMore = tokens.joined(place) && "/-:".contains(tokens.at(place - 1).text());
    Token mark = tokens.at(place + 1);
    boolean slash = mark.is("/") || mark.is("-");
    if (partOfMore || !slash || !tokens.joined(place + 1) || !tokens.joined(place + 2)) {
      return null;
    }
    int first = number(place, 4);
    int second = number(place + 2, 2);
    int third = tokens.at(place + 3).is(mark.text()) ? number(place + 4, 4) : -1;
    if (first > 31 && third > 0) {
      return day(first, second, third, false, place + 5);
    }
    if (third > 0) {
      int year = third < 100 ? 2000 + third : third;
      boolean dayFirst = first > 12;
      boolean either = first <= 12 && second <= 12 && first != second;
      return dayFirst
          ? day(year, second, first, false, place + 5)
          : day(year, first, second, either, place + 5);
    }
    boolean wanted = mark.is("/") && BEFORE_DAY.contains(tokens.at(place - 1).text());
    return wanted ? nearest(first, second, place + 3) : null;
  }

  private int number(int place, int digits) {
    String text = tokens.at(place).text();
    boolean whole = text.length() <= digits && text.indexOf('.') < 0 && text.indexOf(',') < 0;
    return tokens.at(place).isNumber() && whole ? Integer.parseInt(text) : -1;
  }

  /** "22nd of Apr", "15 April 2026", "the 5th", "4th of each month". */
  private @Nullable Days dayFirst(int place) {
    int day = number(place, 2);
    if (day < 1 || day > 31) {
      return null;
    }
    boolean ordinal = isOrdinal(place + 1);
    int next = ordinal ? place + 2 : place + 1;
    int monthAt = tokens.at(next).is("of") ? next + 1 : next;
    int month = month(tokens.at(monthAt));
    if (month > 0 && !isAuxiliary(monthAt)) {
      return withYear(month, day, monthAt + 1);
    }
    return ordinal ? bareOrdinal(place, day, next) : null;
  }

  /** "5 may be enough": a month's name that is a word. */
  private boolean isAuxiliary(int place) {
    return tokens.at(place).is("may") && tokens.at(place + 1).is("be");
  }

  private boolean isOrdinal(int place) {
    return tokens.joined(place) && Set.of("st", "nd", "rd", "th").contains(tokens.at(place).text());
  }

  private @Nullable Days bareOrdinal(int place, int day, int next) {
    Token after = tokens.at(next);
    Token afterOf = after.is("of") ? tokens.at(next + 1) : after;
    if ((afterOf.is("each") || afterOf.is("every")) && tokens.at(next + 2).is("month")) {
      return Days.uncertain(next + 3);
    }
    boolean ends = !after.isWord() || AFTER_DAY.contains(after.text());
    if (!ends || !BEFORE_DAY.contains(tokens.at(place - 1).text())) {
      return null;
    }
    int month = monthOfRangeEnd(next);
    return month > 0 ? withYear(month, day, next) : nearestInAnyMonth(day, next);
  }

  /** In "from the 16th to the 22nd of Apr" both are in April. */
  private int monthOfRangeEnd(int next) {
    Token mark = tokens.at(next);
    if (!mark.is("to") && !mark.is("until") && !mark.is("-") && !mark.is("through")) {
      return 0;
    }
    int end = tokens.at(next + 1).is("the") ? next + 2 : next + 1;
    int month = tokens.at(end).isNumber() && isOrdinal(end + 1) ? end + 2 : end + 1;
    return month(tokens.at(tokens.at(month).is("of") ? month + 1 : month));
  }

  /** "March 3rd", "July the 20th 1992", and a month alone. */
  private @Nullable Days monthFirst(int place) {
    int month = month(tokens.at(place));
    int dayAt = tokens.at(place + 1).is("the") ? place + 2 : place + 1;
    int day = number(dayAt, 2);
    boolean percent = tokens.at(dayAt + 1).is("%");
    if (day >= 1 && day <= 31 && !percent) {
      return withYear(month, day, isOrdinal(dayAt + 1) ? dayAt + 2 : dayAt + 1);
    }
    boolean wanted = BEFORE_MONTH.contains(tokens.at(place - 1).text());
    boolean sure = tokens.at(place).capital() || !ALSO_WORDS.contains(tokens.at(place).text());
    return wanted && sure ? wholeMonth(month, place + 1) : null;
  }

  private Days wholeMonth(int month, int next) {
    int year = year(next);
    if (year > 0) {
      YearMonth whole = YearMonth.of(year, month);
      return Days.range(whole.atDay(1), whole.atEndOfMonth(), next + 1);
    }
    YearMonth now = YearMonth.from(today);
    YearMonth whole = now.withMonth(month);
    boolean since = tokens.at(next - 2).is("since");
    if ((looksBack || since) && whole.isAfter(now)) {
      whole = whole.minusYears(1);
    } else if (!looksBack && !since && whole.isBefore(now)) {
      whole = whole.plusYears(1);
    }
    return new Days(whole.atDay(1), whole.atEndOfMonth(), true, next);
  }

  private int year(int place) {
    int year = number(place, 4);
    return year >= 1900 && year <= 2100 ? year : -1;
  }

  private @Nullable Days withYear(int month, int day, int next) {
    int yearAt = tokens.at(next).is(",") || tokens.at(next).is("of") ? next + 1 : next;
    int year = year(yearAt);
    return year > 0 ? day(year, month, day, false, yearAt + 1) : nearest(month, day, next);
  }

  private static @Nullable Days day(int year, int month, int day, boolean assumed, int next) {
    try {
      return Days.one(LocalDate.of(year, month, day), assumed, next);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  /** The nearest such day on the side the message looks to; a leap day may be years away. */
  private @Nullable Days nearest(int month, int day, int next) {
    for (int years = 0; years <= 8; years++) {
      int year = today.getYear() + (looksBack ? -years : years);
      Days days = day(year, month, day, true, next);
      if (days != null && days.from() != null && isOnSide(days.from())) {
        return days;
      }
    }
    return null;
  }

  private @Nullable Days nearestInAnyMonth(int day, int next) {
    for (int months = 0; months <= 2; months++) {
      YearMonth month = YearMonth.from(today).plus(looksBack ? -months : months, ChronoUnit.MONTHS);
      if (month.isValidDay(day) && isOnSide(month.atDay(day))) {
        return Days.one(month.atDay(day), true, next);
      }
    }
    return null;
  }

  private boolean isOnSide(LocalDate day) {
    return looksBack ? !day.isAfter(today) : !day.isBefore(today);
  }
}
