package app.countersign.intent;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times of day and spans of hours. */
final class TimeReader {
  private static final Pattern HOUR = Pattern.compile("\\d{1,2}(\\.[0-5]\\d)?");
  private static final Pattern MINUTE = Pattern.compile("[0-5]\\d");
  private static final Set<String> HOUR_UNITS =
      Set.of("hour", "hours", "hrs", "minute", "minutes", "mins", "min");
  private static final Set<String> NIGHT = Set.of("night", "tonight", "evening", "afternoon");

  /** Half a day, its hours not yet moved, and the token after it. */
  private record Half(boolean afternoon, int next) {}

  private final Marked message;
  private final Tokens tokens;
  private final LocalDateTime asOf;
  private final List<TimeMention> found = new ArrayList<>();

  TimeReader(Marked message, LocalDateTime asOf) {
    this.message = message;
    this.tokens = message.tokens();
    this.asOf = asOf;
  }

  List<TimeMention> read() {
    int place = 0;
    while (place < tokens.size()) {
      int next = message.free(place, place + 1) ? readAt(place) : 0;
      place = next > 0 ? next : place + 1;
    }
    return found;
  }

  private int readAt(int place) {
    int next = span(place);
    if (next == 0) {
      next = named(place);
    }
    if (next == 0) {
      next = pastOrTo(place);
    }
    return next == 0 ? clock(place) : next;
  }

  /** "15 minutes ago", "last 3 hours", "in 2 hours". */
  private int span(int place) {
    boolean back = tokens.at(place).is("last") || tokens.at(place).is("past");
    boolean ahead = tokens.at(place).is("in");
    int numberAt = back || ahead ? place + 1 : place;
    int count = Numbers.count(tokens, numberAt);
    Token unit = tokens.at(numberAt + 1);
    if (count < 0 || !HOUR_UNITS.contains(unit.text())) {
      return 0;
    }
    long minutes = unit.text().startsWith("h") ? count * 60L : count;
    LocalTime now = asOf.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    if (back) {
      return add(place, numberAt + 2, now.minusMinutes(minutes), now, false);
    }
    LocalTime then = ahead ? now.plusMinutes(minutes) : now.minusMinutes(minutes);
    if (ahead) {
      return add(place, numberAt + 2, then, then, false);
    }
    return tokens.at(numberAt + 2).is("ago") ? add(place, numberAt + 3, then, then, false) : 0;
  }

  private int named(int place) {
    return switch (tokens.at(place).text()) {
      case "noon", "midday" -> add(place, place + 1, LocalTime.NOON, LocalTime.NOON, false);
      case "midnight" -> add(place, place + 1, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, false);
      default -> 0;
    };
  }

  /** "25 to 7 p.m.", "half past 7", "quarter to 8", "10 past 9 night". */
  private int pastOrTo(int place) {
    int minutes = minutes(place);
    boolean past = tokens.at(place + 1).is("past");
    boolean before = tokens.at(place + 1).is("to");
    int hour = Numbers.count(tokens, place + 2);
    if (minutes < 0 || minutes > 59 || hour < 0 || hour > 23 || !(past || before)) {
      return 0;
    }
    boolean told = past || isHalf(place + 3);
    if (before && !told && !endsThere(place)) {
      return 0;
    }
    LocalTime base = LocalTime.of(hour, 0);
    LocalTime time = past ? base.plusMinutes(minutes) : base.minusMinutes(minutes);
    return addWithHalf(place, place + 3, time, hour);
  }

  private int minutes(int place) {
    return switch (tokens.at(place).text()) {
      case "half" -> 30;
      case "quarter" -> 15;
      default -> Numbers.count(tokens, place);
    };
  }

  /** "20 to 2" is a time unless it counts something: "20 to 2 people", "from 5 to 9". */
  private boolean endsThere(int place) {
    int minutes = minutes(place);
    Token after = tokens.at(place + 3);
    boolean counts =
        after.isWord()
            && !Set.of("will", "is", "please", "works", "on", "and").contains(after.text());
    return minutes % 5 == 0 && !tokens.at(place - 1).is("from") && !counts;
  }

  private int clock(int place) {
    Token token = tokens.at(place);
    if (!token.isNumber() || tokens.at(place - 1).is(":") || tokens.at(place - 1).is("/")) {
      return 0;
    }
    int hour = hourOf(token.text());
    if (hour < 0) {
      return 0;
    }
    int minute = minuteAfter(place);
    if (minute >= 0 && (tokens.at(place + 1).is(":") || isHalf(place + 2))) {
      int end = tokens.at(place + 1).is(":") ? place + 3 : place + 2;
      return addWithHalf(place, end, LocalTime.of(hour, minute), hour);
    }
    int dotted = token.text().indexOf('.');
    LocalTime time =
        LocalTime.of(hour, dotted < 0 ? 0 : Integer.parseInt(token.text().substring(dotted + 1)));
    boolean bareHour = tokens.at(place - 1).is("at") && hour <= 12 && hour > 0 && hourEnds(place);
    return isHalf(place + 1) || (dotted < 0 && bareHour)
        ? addWithHalf(place, place + 1, time, hour)
        : 0;
  }

  private boolean hourEnds(int place) {
    Token after = tokens.at(place + 1);
    return after.endsSentence()
        || after.is(",")
        || Set.of("on", "with", "and", "tomorrow", "today", "sharp", "then").contains(after.text());
  }

  private static int hourOf(String text) {
    if (!HOUR.matcher(text).matches()) {
      return -1;
    }
    int hour = Integer.parseInt(text.split("\\.", -1)[0]);
    return hour > 23 ? -1 : hour;
  }

  /** The minutes of "8:30" and of "9 05 in the morning", or -1. */
  private int minuteAfter(int place) {
    boolean colon = tokens.at(place + 1).is(":") && tokens.joined(place + 1);
    Token minute = tokens.at(colon ? place + 2 : place + 1);
    boolean ratio = colon && tokens.at(place + 3).is(":");
    return !ratio && MINUTE.matcher(minute.text()).matches() ? Integer.parseInt(minute.text()) : -1;
  }

  private boolean isHalf(int place) {
    return half(place) != null;
  }

  private @Nullable Half half(int place) {
    Token token = tokens.at(place);
    if (token.is("am") || token.is("pm")) {
      return new Half(token.is("pm"), place + 1);
    }
    if ((token.is("a") || token.is("p"))
        && tokens.at(place + 1).is(".")
        && tokens.at(place + 2).is("m")) {
      return new Half(token.is("p"), tokens.at(place + 3).is(".") ? place + 4 : place + 3);
    }
    int partOfDay = token.is("in") && tokens.at(place + 1).is("the") ? place + 2 : place;
    partOfDay += token.is("at") ? 1 : 0;
    if (tokens.at(partOfDay).is("morning")) {
      return new Half(false, partOfDay + 1);
    }
    boolean late = NIGHT.contains(tokens.at(partOfDay).text());
    return late && !tokens.at(partOfDay).is("tonight") ? new Half(true, partOfDay + 1) : null;
  }

  private int addWithHalf(int from, int end, LocalTime time, int hour) {
    Half half = half(end);
    if (half == null) {
      boolean oclock = tokens.at(end).is("o") && tokens.at(end + 1).is("clock");
      int next = oclock ? end + 2 : end;
      return add(from, next, time, time, hour > 0 && hour <= 12);
    }
    int told = time.getHour();
    boolean move = half.afternoon() ? told < 12 : told == 12;
    LocalTime moved = move ? time.plusHours(12) : time;
    return add(from, half.next(), moved, moved, false);
  }

  private int add(int from, int to, LocalTime begin, LocalTime end, boolean assumed) {
    if (!message.free(from, to)) {
      return 0;
    }
    found.add(new TimeMention(message.take(from, to), begin, end, assumed));
    return to;
  }
}
