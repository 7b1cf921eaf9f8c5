package app.countersign.extraction;

import app.countersign.document.DocumentText;
import app.countersign.document.Source;
import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands for {@link ExtractionProvider#BEDROCK}: says what a test wants, and counts. */
@Singleton
@Requires(property = "extraction.scripted")
class ScriptedReader implements TermReader {
  static final Reading PLAIN = reading("90", "80", "70");

  private final AtomicInteger reads = new AtomicInteger();
  private volatile Supplier<Optional<ReadTerms>> answer = () -> Optional.of(terms(PLAIN));

  @Override
  public boolean readsFor(ExtractionProvider provider) {
    return provider == ExtractionProvider.BEDROCK;
  }

  @Override
  public Optional<ReadTerms> read(
      ExtractionProvider provider,
      DocumentText text,
      @Nullable String jurisdiction,
      Duration budget) {
    reads.incrementAndGet();
    return answer.get();
  }

  int reads() {
    return reads.get();
  }

  /** Answers so from now on, and counts anew. */
  void says(Supplier<Optional<ReadTerms>> other) {
    answer = other;
    reads.set(0);
  }

  void says(Reading reading) {
    says(() -> Optional.of(terms(reading)));
  }

  static ReadTerms terms(Reading reading) {
    return terms(reading, true);
  }

  static ReadTerms terms(Reading reading, boolean isTextComplete) {
    return new ReadTerms(
        reading,
        ExtractionProvider.BEDROCK,
        "scripted",
        isTextComplete,
        100,
        20,
        new BigDecimal("0.25"));
  }

  /** 1,000.00, rule of 78, a fee of 40.00, each with a confidence. */
  static Reading reading(String premium, String method, String fee) {
    return new Reading(
        term(usd("1000.00"), premium, true),
        term(RefundMethod.RULE_OF_78, method, true),
        term(new CancellationFee.Fixed(usd("40.00")), fee, true));
  }

  static <T> Term<T> term(T value, String confidence, boolean isVerified) {
    Source source =
        isVerified ? new Source(1, "words", 0, 5, true) : Source.unverified("other words");
    return new Term<>(value, "words", new BigDecimal(confidence), source, null);
  }

  static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }
}
