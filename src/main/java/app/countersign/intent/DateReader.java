package app.countersign.intent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads days and ranges of days, and what "since" and "until" make of them. */
final class DateReader {
  private static final Set<String> RANGE_MARKS = Set.of("to", "until", "till", "through", "-", "–");

  private final Marked message;
  private final Tokens tokens;
  private final LocalDate today;
  private final List<DayReading> readers;
  private final List<DateMention> found = new ArrayList<>();

  DateReader(Marked message, LocalDate today, EntityWords words) {
    this.message = message;
    this.tokens = message.tokens();
    this.today = today;
    boolean looksBack = looksBack(words.pastWords());
    this.readers =
        List.of(
            new CalendarDays(tokens, today, looksBack), new RelativeDays(tokens, today, looksBack));
  }

  /** Whether the message speaks of what was, so that "friday" is the last one. */
  private boolean looksBack(Set<String> pastWords) {
    for (int place = 0; place < tokens.size(); place++) {
      if (pastWords.contains(tokens.at(place).text())) {
        return true;
      }
    }
    return false;
  }

  List<DateMention> read() {
    int place = 0;
    while (place < tokens.size()) {
      Days days = daysAt(place);
      if (days == null) {
        place++;
      } else {
        found.add(mention(place, days));
        place = days.next();
      }
    }
    return found;
  }

  private @Nullable Days daysAt(int place) {
    for (DayReading reader : readers) {
      Days days = reader.at(place);
      if (days != null && message.free(place, days.next())) {
        return days;
      }
    }
    return null;
  }

  private DateMention mention(int place, Days days) {
    LocalDate from = days.from();
    LocalDate to = days.to();
    if (from != null && to != null) {
      Token before = tokens.at(place - 1);
      Token beforeThe = before.is("the") ? tokens.at(place - 2) : before;
      if (beforeThe.is("since") && !from.isAfter(today)) {
        to = today;
      } else if ((beforeThe.is("until") || beforeThe.is("till"))
          && !to.isBefore(today)
          && !closesRange(place)) {
        from = today;
      }
    }
    return new DateMention(message.take(place, days.next()), from, to, days.assumed());
  }

  /** Whether a day stands right before: "from the 16th to the 22nd". */
  private boolean closesRange(int place) {
    if (found.isEmpty()) {
      return false;
    }
    int end = found.getLast().words().end();
    for (int back = place - 1; back >= 0 && back >= place - 2; back--) {
      if (RANGE_MARKS.contains(tokens.at(back).text()) && tokens.at(back - 1).end() == end) {
        return true;
      }
    }
    return false;
  }
}
