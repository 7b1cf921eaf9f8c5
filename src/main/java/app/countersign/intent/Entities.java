package app.countersign.intent;

import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;

/** The amounts, dates, times and people of a message, each in the order they stand there. */
public record Entities(
    List<AmountMention> amounts,
    List<DateMention> dates,
    List<TimeMention> times,
    List<PersonMention> people) {
  private static final EntityWords WORDS = EntityWords.read("intent/entities.yml");

  /** Copies the lists. */
  public Entities {
    amounts = List.copyOf(amounts);
    dates = List.copyOf(dates);
    times = List.copyOf(times);
    people = List.copyOf(people);
  }

  /**
   * Reads a message; only its first 10,000 code points.
   *
   * @param asOf when it was written, in the writer's zone: what "yesterday" is told by
   */
  public static Entities find(String text, ZonedDateTime asOf, MessageContext context) {
    return find(Tokens.of(text), asOf, context);
  }

  static Entities find(Tokens tokens, ZonedDateTime asOf, MessageContext context) {
    Marked message = new Marked(tokens);
    AmountReader amountReader = new AmountReader(message, WORDS);
    amountReader.readNamedCurrencies();
    List<TimeMention> times = new TimeReader(message, asOf.toLocalDateTime()).read();
    List<DateMention> dates = new DateReader(message, asOf.toLocalDate(), WORDS).read();
    List<PersonMention> people = new NameReader(message, WORDS, context.memberNames()).read();
    amountReader.readBareNumbers();
    return new Entities(sorted(amountReader.found()), dates, times, people);
  }

  private static List<AmountMention> sorted(List<AmountMention> amounts) {
    return amounts.stream()
        .sorted(Comparator.comparingInt(amount -> amount.words().start()))
        .toList();
  }
}
