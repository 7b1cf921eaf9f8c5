package app.countersign.intent;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Days told from today: "yesterday", "3 days ago", "last friday", "this quarter". */
final class RelativeDays implements DayReading {
  private enum Unit {
    DAY,
    WEEK,
    WEEKEND,
    MONTH,
    QUARTER,
    YEAR
  }

  private static final Map<String, Unit> UNITS = units();
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  private static final Set<String> SURE_SHORT_FORMS =
      Set.of("tue", "tues", "thu", "thur", "thurs", "fri");
  private static final Set<String> BACK = Set.of("last", "past", "previous");
  private static final Set<String> AHEAD = Set.of("next", "coming", "following");
  private static final Set<String> PARTS = Set.of("morning", "afternoon", "evening", "night");

  private final Tokens tokens;
  private final LocalDate today;
  private final boolean looksBack;

  RelativeDays(Tokens tokens, LocalDate today, boolean looksBack) {
    this.tokens = tokens;
    this.today = today;
    this.looksBack = looksBack;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    for (Unit unit : Unit.values()) {
      String name = unit.name().toLowerCase(Locale.ROOT);
      units.put(name, unit);
      units.put(name + "s", unit);
    }
    return Map.copyOf(units);
  }

  private static Map<String, DayOfWeek> weekdays() {
    Map<String, DayOfWeek> weekdays = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      weekdays.put(name, day);
      weekdays.put(name.substring(0, 3), day);
    }
    weekdays.put("tues", DayOfWeek.TUESDAY);
    weekdays.put("thur", DayOfWeek.THURSDAY);
    weekdays.put("thurs", DayOfWeek.THURSDAY);
    return Map.copyOf(weekdays);
  }

  @Override
  public @Nullable Days at(int place) {
    Days days = named(place);
    if (days == null) {
      days = counted(place);
    }
    if (days == null) {
      days = period(place);
    }
    return days == null ? weekday(place) : days;
  }

  private @Nullable Days named(int place) {
    return switch (tokens.at(place).text()) {
      case "today", "tonight", "2day" -> Days.one(today, false, place + 1);
      case "tomorrow", "tmrw", "tmr", "tomorow" -> Days.one(today.plusDays(1), false, place + 1);
      case "yesterday", "yday" -> Days.one(today.minusDays(1), false, place + 1);
      case "lately", "recently" -> Days.uncertain(place + 1);
      case "day" -> {
        boolean back = tokens.at(place + 1).is("before") && tokens.at(place + 2).is("yesterday");
        boolean ahead = tokens.at(place + 1).is("after") && tokens.at(place + 2).is("tomorrow");
        yield back || ahead ? Days.one(today.plusDays(back ? -2 : 2), false, place + 3) : null;
      }
      default -> null;
    };
  }

  /** "3 days ago", "a month ago", "in 7 days", "two weeks from now". */
  private @Nullable Days counted(int place) {
    boolean in = tokens.at(place).is("in");
    int countAt = in ? place + 1 : place;
    Token token = tokens.at(countAt);
    int count = token.is("a") || token.is("an") ? 1 : Numbers.count(tokens, countAt);
    Unit unit = UNITS.get(tokens.at(countAt + 1).text());
    if (count < 0 || unit == null || unit == Unit.WEEKEND) {
      return null;
    }
    int next = countAt + 2;
    if (in) {
      return Days.one(moved(today, unit, count), false, next);
    }
    if (tokens.at(next).is("ago")) {
      return Days.one(moved(today, unit, -count), false, next + 1);
    }
    boolean fromNow = tokens.at(next).is("from") && tokens.at(next + 1).is("now");
    return fromNow ? Days.one(moved(today, unit, count), false, next + 2) : null;
  }

  private static LocalDate moved(LocalDate day, Unit unit, long count) {
    return switch (unit) {
      case DAY -> day.plusDays(count);
      case WEEK, WEEKEND -> day.plusWeeks(count);
      case MONTH -> day.plusMonths(count);
      case QUARTER -> day.plusMonths(3 * count);
      case YEAR -> day.plusYears(count);
    };
  }

  /** "last night", "last 3 months", "this quarter", "next month". */
  private @Nullable Days period(int place) {
    Token token = tokens.at(place);
    boolean back = BACK.contains(token.text());
    boolean ahead = AHEAD.contains(token.text());
    if (!back && !ahead && !token.is("this")) {
      return null;
    }
    if (PARTS.contains(tokens.at(place + 1).text())) {
      return ahead ? null : Days.one(back ? today.minusDays(1) : today, false, place + 2);
    }
    int count = Numbers.count(tokens, place + 1);
    Unit counted = UNITS.get(tokens.at(place + 2).text());
    if (count > 0 && counted != null && (back || ahead)) {
      LocalDate other = moved(today, counted, back ? -count : count);
      return Days.range(back ? other : today, back ? today : other, place + 3);
    }
    Unit unit = UNITS.get(tokens.at(place + 1).text());
    if (unit != null && unit != Unit.DAY) {
      return whole(unit, back ? -1 : ahead ? 1 : 0, place + 2);
    }
    return null;
  }

  private Days whole(Unit unit, int shift, int next) {
    LocalDate inside = moved(today, unit, shift);
    LocalDate monday = inside.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    YearMonth month = YearMonth.from(inside);
    return switch (unit) {
      case DAY -> Days.one(inside, false, next);
      case WEEK -> Days.range(monday, monday.plusDays(6), next);
      case WEEKEND -> Days.range(monday.plusDays(5), monday.plusDays(6), next);
      case MONTH -> Days.range(month.atDay(1), month.atEndOfMonth(), next);
      case QUARTER -> {
        YearMonth first = month.minusMonths((month.getMonthValue() - 1) % 3);
        yield Days.range(first.atDay(1), first.plusMonths(2).atEndOfMonth(), next);
      }
      case YEAR ->
          Days.range(
              LocalDate.of(inside.getYear(), 1, 1), LocalDate.of(inside.getYear(), 12, 31), next);
    };
  }

  /** "friday", "last friday", "next friday" (that of the next week). */
  private @Nullable Days weekday(int place) {
    Token token = tokens.at(place);
    boolean back = BACK.contains(token.text());
    boolean ahead = AHEAD.contains(token.text());
    boolean led = back || ahead || token.is("this");
    Token name = led ? tokens.at(place + 1) : token;
    DayOfWeek day = WEEKDAYS.get(name.text());
    boolean shortForm = name.text().length() <= 5 && !SURE_SHORT_FORMS.contains(name.text());
    if (day == null || (shortForm && !led && !tokens.at(place - 1).is("on"))) {
      return null;
    }
    int next = led ? place + 2 : place + 1;
    if (back) {
      return Days.one(today.with(TemporalAdjusters.previous(day)), false, next);
    }
    LocalDate coming = today.with(TemporalAdjusters.nextOrSame(day));
    if (ahead) {
      LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      LocalDate then = monday.with(TemporalAdjusters.nextOrSame(day));
      return Days.one(token.is("next") ? then : coming, !then.equals(coming), next);
    }
    boolean due = tokens.at(place - 1).is("by") || tokens.at(place - 1).is("until") || led;
    boolean past = !due && (looksBack || tokens.at(place - 1).is("since"));
    return Days.one(past ? today.with(TemporalAdjusters.previousOrSame(day)) : coming, true, next);
  }
}
