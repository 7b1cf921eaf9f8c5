package app.countersign.pricewatch;

import app.countersign.assistant.Question;
import app.countersign.intent.AmountMention;
import app.countersign.intent.Cue;
import app.countersign.money.Money;
import app.countersign.platform.access.Actor;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about a price, with what was read from it.
 *
 * @param read what it is about and asks for
 * @param amounts the amounts of the message; without any, the numbers that stand where a price does
 * @param usualCurrency the asker's, taken where neither message nor product tells one
 */
record PriceQuestion(
    Question question,
    ProductReading.Read read,
    List<AmountMention> amounts,
    String usualCurrency) {
  /** Copies the list. */
  PriceQuestion {
    amounts = List.copyOf(amounts);
  }

  /** What a reader finds in it. */
  static PriceQuestion of(Question question, ProductReading reading, String usualCurrency) {
    List<AmountMention> told = question.entities().amounts();
    ProductReading.Read read = reading.read(question.words(), told);
    return new PriceQuestion(
        question, read, told.isEmpty() ? bare(read.numbers()) : told, usualCurrency);
  }

  Actor asker() {
    return question.asker();
  }

  /** What it calls the product; empty where it names none. */
  String product() {
    return read.product();
  }

  /** Whether the answer may look at what the asker ordered. */
  boolean withOrders() {
    return question.sharesPurchases(asker().id());
  }

  /**
   * The price told, where one was.
   *
   * @param currency the product's, taken where none was told; null where that is not known
   */
  @Nullable Money price(@Nullable String currency) {
    if (amounts.isEmpty()) {
      return null;
    }
    AmountMention amount = amounts.getFirst();
    String known = amount.currency() != null ? amount.currency() : currency;
    return Money.of(amount.amount(), known == null ? usualCurrency : known);
  }

  /** What to ask back before a price can be read from it; null where nothing is. */
  @Nullable String unclear() {
    Set<BigDecimal> distinct = new LinkedHashSet<>();
    for (AmountMention amount : amounts) {
      if (amount.tooFine() || amount.amount().signum() <= 0) {
        return "“%s” is no price. How much is it exactly?".formatted(amount.words().text());
      }
      if (amount.approximate()) {
        return "You said about %s. How much is it exactly?".formatted(amount.words().text());
      }
      distinct.add(amount.amount().stripTrailingZeros());
    }
    return distinct.size() > 1
        ? "Which price do you mean: %s?"
            .formatted(
                String.join(" or ", amounts.stream().map(amount -> amount.words().text()).toList()))
        : null;
  }

  /** What to ask back where the price is not in the currency of this product; null where it is. */
  @Nullable String otherCurrency(TrackedProduct product) {
    String told = amounts.isEmpty() ? null : amounts.getFirst().currency();
    return told == null || told.equals(product.currency())
        ? null
        : "The prices of “%s” are in %s. How much is that in %s?"
            .formatted(product.name(), product.currency(), product.currency());
  }

  private static List<AmountMention> bare(List<ProductReading.BareNumber> numbers) {
    return numbers.stream()
        .map(
            number ->
                new AmountMention(
                    new Cue(number.amount().toPlainString(), 0, 0),
                    number.amount(),
                    null,
                    number.approximate()))
        .toList();
  }
}
