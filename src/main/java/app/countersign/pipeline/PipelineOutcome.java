package app.countersign.pipeline;

import app.countersign.trace.ContentCandidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run made.
 *
 * @param drafts education before offers, best score first
 * @param nothingBecause null where there are drafts
 */
public record PipelineOutcome(
    List<RecommendationDraft> drafts,
    List<ContentCandidate> candidates,
    @Nullable NothingDrafted nothingBecause) {

  static PipelineOutcome nothing(NothingDrafted because, List<ContentCandidate> candidates) {
    return new PipelineOutcome(List.of(), candidates, because);
  }
}
