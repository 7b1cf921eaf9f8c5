package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import app.countersign.document.QuoteFinder;
import app.countersign.document.Source;
import app.countersign.extraction.Reading;
import app.countersign.extraction.Term;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer that has the right form into terms. A value that is out of range counts as not
 * read; one whose words are not in the text, do not state it or look like an instruction keeps at
 * most {@link Term#MOST_UNVERIFIED}.
 */
final class AnswerCheck {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final DocumentText text;
  private final QuoteFinder quotes;
  private final boolean isTextComplete;
  private final TermValues values;

  AnswerCheck(DocumentText text, String currency, boolean isTextComplete) {
    this.text = text;
    this.quotes = QuoteFinder.in(text);
    this.isTextComplete = isTextComplete;
    this.values = new TermValues(currency);
  }

  Reading reading(JsonNode answer) {
    JsonNode premium = answer.path("premium");
    JsonNode method = answer.path("refund_method");
    JsonNode fee = answer.path("cancellation_fee");
    return new Reading(
        term(premium, values.premium(premium.path("value"))),
        term(method, values.method(method.path("value"))),
        term(fee, values.fee(fee.path("value"))));
  }

  private <T> Term<T> term(JsonNode field, TermValues.Read<T> read) {
    BigDecimal confidence = clamp(field.path("confidence").decimalValue());
    String quote = field.path("quote").asText("").strip();
    if (field.path("value").isNull()) {
      return isTextComplete
          ? Term.absent(confidence, quote.isEmpty() ? null : "left open: \"" + quote + "\"")
          : Term.absent(
              confidence.min(Term.MOST_UNVERIFIED), "the model was given a part of the text only");
    }
    if (quote.isEmpty()) {
      return doubtful(read, confidence, null, null, "the model gave no words that state it");
    }
    JsonNode page = field.path("page");
    Optional<Source> found =
        page.isIntegralNumber() ? quotes.find(quote, page.asInt()) : quotes.find(quote);
    if (found.isEmpty()) {
      return doubtful(
          read, confidence, null, Source.unverified(quote), "the quoted words are not in the text");
    }
    return verified(field, read, confidence, found.get());
  }

  private <T> Term<T> verified(
      JsonNode field, TermValues.Read<T> read, BigDecimal confidence, Source source) {
    String words = words(field, source);
    if (InstructionWords.areAround(text, source)) {
      return doubtful(
          read, confidence, words, source, "the words look like an instruction to the reader");
    }
    if (!read.isStatedBy(source.quote())) {
      return doubtful(read, confidence, words, source, "the quoted words do not state this value");
    }
    if (read.fault() != null) {
      return doubtful(read, confidence, words, source, null);
    }
    JsonNode page = field.path("page");
    boolean isElsewhere =
        page.isIntegralNumber() && source.page() != null && page.asInt() != source.page();
    return new Term<>(
        read.value(),
        words,
        confidence,
        source,
        isElsewhere ? "the model named page " + page.asInt() : null);
  }

  private static <T> Term<T> doubtful(
      TermValues.Read<T> read,
      BigDecimal confidence,
      @Nullable String words,
      @Nullable Source source,
      @Nullable String doubt) {
    String note = read.fault() == null ? doubt : read.fault();
    return new Term<>(read.value(), words, confidence.min(Term.MOST_UNVERIFIED), source, note);
  }

  /** The few words that name the term where the quote holds them; else the whole quote. */
  private static String words(JsonNode field, Source source) {
    String words = field.path("words").asText("").strip();
    return !words.isEmpty() && source.quote().contains(words) ? words : source.quote();
  }

  private static BigDecimal clamp(BigDecimal confidence) {
    return confidence.max(BigDecimal.ZERO).min(HUNDRED).setScale(2, RoundingMode.HALF_UP);
  }
}
