package app.countersign.extraction;

import app.countersign.document.DocumentText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that reads the terms of a contract off its text. */
public interface TermReader {

  /** Whether this reads for the provider, as it is configured. */
  boolean readsFor(ExtractionProvider provider);

  /**
   * Reads; not within a transaction, for it may call out.
   *
   * @param jurisdiction whose law the contract is under, for example {@code US-CA}; null when not
   *     known
   * @param budget how long it may take
   * @return empty when the provider could not be reached or gave nothing usable; nothing is ever
   *     made up
   */
  Optional<ReadTerms> read(
      ExtractionProvider provider,
      DocumentText text,
      @Nullable String jurisdiction,
      Duration budget);
}
