package app.countersign.extraction;

import app.countersign.document.DocumentText;
import app.countersign.platform.db.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that reads the terms of a contract off its text. */
public interface TermReader {

  /** Whether this reads for the provider; null asks for whatever the configuration prefers. */
  boolean readsFor(@Nullable ExtractionProvider provider);

  /**
   * Reads; not within a transaction, for it may call out.
   *
   * @param jurisdiction whose law the contract is under, for example {@code US-CA}; null when not
   *     known
   * @param deadline until when the answer has to be there
   * @return empty when no provider could be reached; nothing is ever made up
   */
  Optional<ReadTerms> read(
      @Nullable ExtractionProvider provider,
      DocumentText text,
      @Nullable String jurisdiction,
      @Nullable Deadline deadline);
}
