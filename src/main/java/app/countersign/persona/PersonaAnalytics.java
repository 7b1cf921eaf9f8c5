package app.countersign.persona;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures over all users, one statement each. A figure as of a day sees what is as of that day or
 * earlier, whenever it was assigned; a change of persona belongs to the day of the assignment that
 * made it.
 */
@Singleton
class PersonaAnalytics {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final String PATTERNS =
      """
      SELECT from_persona, to_persona, count(*) AS transitions, avg(days_in_previous) AS days,
        bool_or(positive) AS positive
      FROM persona_transition
      WHERE signal_window = ? AND transitioned_at > ? AND transitioned_at <= ?
      GROUP BY from_persona, to_persona
      ORDER BY transitions DESC, array_position(?, from_persona), array_position(?, to_persona)
      LIMIT ?
      """;

  private static final String RATE =
      """
      SELECT count(*) AS transitions, count(*) FILTER (WHERE positive) AS positives
      FROM persona_transition
      WHERE signal_window = ? AND transitioned_at > ? AND transitioned_at <= ?
      """;

  private final Sql sql;

  PersonaAnalytics(Sql sql) {
    this.sql = sql;
  }

  /**
   * How the users' latest assignments as of the period's last day are spread, of those that are as
   * of a day in the period: every persona in the fixed order, also where nobody has it.
   */
  List<PersonaShare> distribution(SignalWindow window, DayPeriod period) {
    String latest = PersonaAssignmentRepository.latestOf("u.id", window, period.asOf());
    Map<PersonaKind, Integer> counts = new EnumMap<>(PersonaKind.class);
    sql.list(
            """
            SELECT a.persona, count(*) AS users FROM app_user u CROSS JOIN LATERAL (%s) a
            WHERE a.as_of >= ? GROUP BY a.persona
            """
                .formatted(latest),
            row ->
                Map.entry(
                    Rows.enumValue(row, "persona", PersonaKind.class), Rows.integer(row, "users")),
            period.firstDay())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return Stream.of(PersonaKind.values())
        .map(
            persona -> {
              int count = counts.getOrDefault(persona, 0);
              BigDecimal share = percent(count, all);
              return new PersonaShare(
                  persona, count, share == null ? BigDecimal.ZERO.setScale(1) : share);
            })
        .toList();
  }

  /** The most frequent changes of a period; of equally frequent ones the first in fixed order. */
  List<TransitionPattern> patterns(SignalWindow window, DayPeriod period, int limit) {
    List<PersonaKind> order = List.of(PersonaKind.values());
    return sql.list(
        PATTERNS,
        row ->
            new TransitionPattern(
                Rows.enumValue(row, "from_persona", PersonaKind.class),
                Rows.enumValue(row, "to_persona", PersonaKind.class),
                Rows.integer(row, "transitions"),
                Rows.decimal(row, "days").doubleValue(),
                Rows.bool(row, "positive")),
        window,
        period.after(),
        period.until(),
        order,
        order,
        limit);
  }

  /** How many changes of a period are for the better. */
  PositiveTransitionRate positiveRate(SignalWindow window, DayPeriod period) {
    return Objects.requireNonNull(
        sql.first(
            RATE,
            row -> {
              int all = Rows.integer(row, "transitions");
              int positives = Rows.integer(row, "positives");
              return new PositiveTransitionRate(all, positives, percent(positives, all));
            },
            window,
            period.after(),
            period.until()));
  }

  /** One decimal, rounded once, half up; null of nothing. */
  private static @Nullable BigDecimal percent(int part, int whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
  }
}
