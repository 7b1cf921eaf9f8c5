package app.countersign.pipeline;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has drafts polished ahead of the run that stores them, where there is a polisher. */
@Singleton
final class Polishing {
  private static final Logger LOG = LoggerFactory.getLogger(Polishing.class);

  private final @Nullable RationalePolisher polisher;

  Polishing(Optional<RationalePolisher> polisher) {
    this.polisher = polisher.orElse(null);
  }

  /** Whether there is anybody to ask. */
  boolean isPossible() {
    return polisher != null;
  }

  /** The texts that could be had. A polish that fails costs nothing: the template's text stands. */
  PolishedTexts polish(List<RecommendationDraft> drafts) {
    Map<PolishedTexts.Asked, PolishedText> texts = new HashMap<>();
    for (RecommendationDraft draft : drafts) {
      PolishedText text = ask(draft);
      if (text != null) {
        texts.put(new PolishedTexts.Asked(draft.title(), draft.templateRationale()), text);
      }
    }
    return new PolishedTexts(texts);
  }

  private @Nullable PolishedText ask(RecommendationDraft draft) {
    if (polisher == null) {
      return null;
    }
    try {
      return polisher
          .polish(draft.personaPrimary(), draft.title(), draft.templateRationale())
          .orElse(null);
    } catch (RuntimeException failure) {
      LOG.warn(
          "A rationale could not be polished, its template's text is used: {}", failure.toString());
      return null;
    }
  }
}
