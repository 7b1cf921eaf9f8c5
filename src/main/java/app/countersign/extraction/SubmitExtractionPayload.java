package app.countersign.extraction;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code submitExtraction}. */
record SubmitExtractionPayload(@Nullable Extraction extraction, List<UserError> userErrors) {

  static SubmitExtractionPayload done(Extraction extraction) {
    return new SubmitExtractionPayload(extraction, List.of());
  }

  static SubmitExtractionPayload refused(List<UserError> errors) {
    return new SubmitExtractionPayload(null, errors);
  }
}
