package app.countersign.extraction.rules;

import app.countersign.document.DocumentText;
import app.countersign.extraction.ExtractionProvider;
import app.countersign.extraction.ReadTerms;
import app.countersign.extraction.TermReader;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules as a reader that is always there: no key, no network, no cost. */
@Singleton
final class RulesReader implements TermReader {
  // Changes whenever the rules read a text differently, so that quality can be told apart.
  private static final String EDITION = "rules-2026-11";

  private final RuleBasedReader rules = new RuleBasedReader();

  @Override
  public boolean readsFor(ExtractionProvider provider) {
    return provider == ExtractionProvider.RULES;
  }

  @Override
  public Optional<ReadTerms> read(
      ExtractionProvider provider,
      DocumentText text,
      @Nullable String jurisdiction,
      Duration budget) {
    return Optional.of(
        new ReadTerms(
            rules.read(text, jurisdiction),
            ExtractionProvider.RULES,
            EDITION,
            true,
            null,
            null,
            BigDecimal.ZERO));
  }
}
