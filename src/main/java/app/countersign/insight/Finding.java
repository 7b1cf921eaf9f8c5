package app.countersign.insight;

import app.countersign.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found. The kind, the currency and the topic together are its key: the same finding
 * tomorrow has the same one, whatever its figures are by then.
 *
 * @param topic what tells findings of one kind and currency apart, at most 120 characters; empty
 *     where there is one only
 * @param currency of its amounts; null where it has none
 * @param subject the merchant, category, card or subscription it speaks of; null where it speaks of
 *     none
 * @param figures at least one; the first is the one the finding stands and falls with
 */
public record Finding(
    InsightKind kind,
    InsightSeverity severity,
    String topic,
    @Nullable String currency,
    @Nullable String subject,
    String title,
    String text,
    List<InsightFigure> figures) {
  private static final int LONGEST_TOPIC = 120;
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_FIGURES = 20;

  /**
   * Checks that it can be stored.
   *
   * @throws IllegalArgumentException naming what cannot
   */
  public Finding {
    figures = List.copyOf(figures);
    require(topic.length() <= LONGEST_TOPIC, "topic");
    require(currency == null || Money.isCurrency(currency), "currency");
    require(
        subject == null || (!subject.isBlank() && subject.length() <= LONGEST_SUBJECT), "subject");
    require(!title.isBlank() && title.length() <= LONGEST_TITLE, "title");
    require(!text.isBlank() && text.length() <= LONGEST_TEXT, "text");
    require(!figures.isEmpty() && figures.size() <= MOST_FIGURES, "figures");
  }

  /** What makes it the same finding tomorrow. */
  String key() {
    return "%s/%s/%s".formatted(kind, currency == null ? "-" : currency, topic);
  }

  private static void require(boolean isFine, String part) {
    if (!isFine) {
      throw new IllegalArgumentException("The %s of a finding does not fit.".formatted(part));
    }
  }
}
