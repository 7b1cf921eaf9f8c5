package app.countersign.extraction;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code extractContract}. */
record ExtractionPayload(
    @Nullable Extraction extraction, boolean isNew, List<UserError> userErrors) {

  static ExtractionPayload done(Extractions.Outcome outcome) {
    return new ExtractionPayload(outcome.extraction(), outcome.isNew(), List.of());
  }

  static ExtractionPayload refused(List<UserError> errors) {
    return new ExtractionPayload(null, false, errors);
  }
}
