package app.countersign.warehouse;

import app.countersign.insight.DatedFinding;
import app.countersign.insight.Finding;
import app.countersign.insight.InsightFigure;
import app.countersign.insight.InsightKind;
import app.countersign.insight.InsightPeriod;
import app.countersign.insight.InsightSeverity;
import app.countersign.money.Money;
import app.countersign.warehouse.StatementAnswer.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the warehouse as a finding. Columns that are not known are passed over; a row that lacks
 * what a finding needs, or has it in another type, is none.
 */
final class WarehouseRow {
  private static final Set<String> NUMBERS = Set.of("fixed", "real", "decfloat");
  private static final int MOST_DIGITS = 15;
  private static final int SUBJECT_KEY = 120;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();

  private WarehouseRow(List<Column> columns, List<@Nullable String> row) {
    for (int place = 0; place < columns.size(); place++) {
      String value = row.get(place);
      if (value != null) {
        values.put(columns.get(place).name(), value);
        types.put(columns.get(place).name(), columns.get(place).type());
      }
    }
  }

  /**
   * The finding a row tells of; null where it is none.
   *
   * @param today nothing is dated later
   */
  static @Nullable DatedFinding read(
      InsightKind kind, List<Column> columns, List<@Nullable String> row, LocalDate today) {
    try {
      return new WarehouseRow(columns, row).finding(kind, today);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
      return null;
    }
  }

  private DatedFinding finding(InsightKind kind, LocalDate today) {
    LocalDate dataAsOf = required(date("DATA_AS_OF"));
    if (dataAsOf.isAfter(today)) {
      throw new IllegalArgumentException("data of tomorrow");
    }
    String severity = text("SEVERITY");
    Finding finding =
        new Finding(
            kind,
            severity == null
                ? InsightSeverity.INFO
                : InsightSeverity.valueOf(severity.toUpperCase(Locale.ROOT)),
            topic(),
            text("CURRENCY"),
            text("SUBJECT"),
            required(text("TITLE")),
            required(text("TEXT")),
            figures(period()));
    return new DatedFinding(finding, dataAsOf);
  }

  /** What tells findings of one kind apart, where the warehouse does not say: their subject. */
  private String topic() {
    String topic = text("TOPIC");
    String subject = text("SUBJECT");
    if (topic != null) {
      return topic;
    }
    return subject == null ? "" : subject.substring(0, Math.min(subject.length(), SUBJECT_KEY));
  }

  private @Nullable InsightPeriod period() {
    LocalDate from = date("PERIOD_FROM");
    LocalDate to = date("PERIOD_TO");
    if (from == null || to == null) {
      return null;
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a period that ends before it begins");
    }
    return new InsightPeriod(from, to);
  }

  private List<InsightFigure> figures(@Nullable InsightPeriod period) {
    List<InsightFigure> figures = new ArrayList<>();
    for (String column : values.keySet()) {
      int cut = column.indexOf('_');
      String rest = cut < 0 ? "" : column.substring(cut + 1);
      if (rest.isEmpty()) {
        continue;
      }
      switch (column.substring(0, cut)) {
        case "AMOUNT" ->
            figures.add(
                InsightFigure.amount(
                    name(rest), Money.of(number(column), required(text("CURRENCY"))), period));
        case "PERCENT" -> figures.add(InsightFigure.percent(name(rest), number(column), period));
        case "COUNT" ->
            figures.add(InsightFigure.count(name(rest), number(column).intValueExact(), period));
        case "MONTHS" -> figures.add(InsightFigure.months(name(rest), number(column), period));
        default -> {
          // A column of another meaning.
        }
      }
    }
    return figures;
  }

  private @Nullable String text(String column) {
    String value = values.get(column);
    if (value != null && !"text".equals(types.get(column))) {
      throw new IllegalArgumentException("not a text");
    }
    return value;
  }

  /** Dates come as days since 1970. */
  private @Nullable LocalDate date(String column) {
    String value = values.get(column);
    if (value == null) {
      return null;
    }
    if (!"date".equals(types.get(column))) {
      throw new IllegalArgumentException("not a date");
    }
    return LocalDate.ofEpochDay(Long.parseLong(value));
  }

  private BigDecimal number(String column) {
    if (!NUMBERS.contains(types.get(column))) {
      throw new IllegalArgumentException("not a number");
    }
    BigDecimal number = new BigDecimal(values.getOrDefault(column, ""));
    if ((long) number.precision() - number.scale() > MOST_DIGITS) {
      throw new IllegalArgumentException("too large a number");
    }
    return number;
  }

  /** {@code TOTAL_SPENT} as {@code totalSpent}. */
  private static String name(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.toLowerCase(Locale.ROOT).split("_+", -1)) {
      if (!word.isEmpty()) {
        name.append(
            name.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
      }
    }
    return name.toString();
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("missing");
    }
    return value;
  }
}
