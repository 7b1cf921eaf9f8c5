package app.countersign.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An invented order history in the form of Amazon's item report. The file tells of each order how
 * many days ago it was placed, so that its days are never long past.
 */
final class DemoOrders {
  /** What was ordered most often, and its product code. */
  static final String COFFEE = "Highland Whole Bean Coffee, Dark Roast, 2.2 lb";

  static final String COFFEE_CODE = "B0DEMO0001";

  private static final String FILE = "/demo/orders.csv";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM/dd/yy");

  private DemoOrders() {}

  /** The report as it would be downloaded on a day. */
  static String asOf(LocalDate today) {
    List<String> lines = lines();
    return lines.stream()
        .skip(1)
        .map(line -> dated(line, today))
        .collect(Collectors.joining("\n", lines.getFirst() + "\n", "\n"));
  }

  private static String dated(String line, LocalDate today) {
    int comma = line.indexOf(',');
    return today.minusDays(Integer.parseInt(line.substring(0, comma))).format(DAY)
        + line.substring(comma);
  }

  private static List<String> lines() {
    try (InputStream file = DemoOrders.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
