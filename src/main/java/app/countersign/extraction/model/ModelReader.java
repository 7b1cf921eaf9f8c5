package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import app.countersign.extraction.ExtractionProvider;
import app.countersign.extraction.ReadTerms;
import app.countersign.extraction.TermReader;
import app.countersign.llm.LanguageModels;
import app.countersign.llm.ModelException;
import app.countersign.llm.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The language models as a reader: the provider asked for comes first, the others that are
 * configured after it.
 */
@Singleton
final class ModelReader implements TermReader {
  private static final String CURRENCY = "USD";

  private final LanguageModels models;
  private final ModelTermReader reader;

  ModelReader(LanguageModels models, ModelTermReader reader) {
    this.models = models;
    this.reader = reader;
  }

  @Override
  public boolean readsFor(ExtractionProvider provider) {
    return models.configured().stream().anyMatch(each -> each.name().equals(provider.name()));
  }

  @Override
  public Optional<ReadTerms> read(
      ExtractionProvider provider,
      DocumentText text,
      @Nullable String jurisdiction,
      Duration budget) {
    try {
      ModelReading read = reader.read(text, CURRENCY, Provider.valueOf(provider.name()), budget);
      return Optional.of(
          new ReadTerms(
              read.reading(),
              ExtractionProvider.valueOf(read.use().provider().name()),
              read.use().model(),
              read.isTextComplete(),
              read.use().promptTokens(),
              read.use().completionTokens(),
              read.use().costUsd()));
    } catch (ModelException nobodyAnswered) {
      // Why is in the log of the models; here it only counts that there is no reading.
      return Optional.empty();
    }
  }
}
