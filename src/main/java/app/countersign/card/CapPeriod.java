package app.countersign.card;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How long a cap counts before it begins anew. */
public enum CapPeriod {
  /** A month of the calendar. */
  MONTH(12, "a month"),
  /** A quarter of the calendar, from January. */
  QUARTER(4, "a quarter"),
  /** A year from the day the card was opened, or of the calendar where that is not known. */
  YEAR(1, "a year");

  private final int perYear;
  private final String words;

  CapPeriod(int perYear, String words) {
    this.perYear = perYear;
    this.words = words;
  }

  /** How many of them a year has. */
  public int perYear() {
    return perYear;
  }

  /** For a sentence: {@code a quarter}. */
  String words() {
    return words;
  }

  /**
   * The first day of the period that a day lies in.
   *
   * @param openedOn when the card was opened; null where it is not known. A card opened on the 29th
   *     of February begins its year on the 28th where there is no 29th. Before the card was opened
   *     the years count back from there
   */
  public LocalDate start(LocalDate day, @Nullable LocalDate openedOn) {
    return switch (this) {
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> {
        int month = (day.getMonthValue() - 1) / 3 * 3 + 1;
        yield LocalDate.of(day.getYear(), month, 1);
      }
      case YEAR -> openedOn == null ? day.withDayOfYear(1) : cardYear(day, openedOn);
    };
  }

  private static LocalDate cardYear(LocalDate day, LocalDate openedOn) {
    LocalDate start = openedOn.plusYears((long) day.getYear() - openedOn.getYear());
    return start.isAfter(day)
        ? openedOn.plusYears((long) day.getYear() - openedOn.getYear() - 1)
        : start;
  }
}
