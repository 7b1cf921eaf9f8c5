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

  /**
   * The texts that could be had. A polish that fails costs little: the template's text stands, and
   * the polisher is not asked again in this call.
   */
  PolishedTexts polish(List<RecommendationDraft> drafts) {
    Map<PolishedTexts.Asked, PolishedText> texts = new HashMap<>();
    if (polisher != null) {
      try {
        drafts.forEach(draft -> ask(polisher, draft, texts));
      } catch (RuntimeException failure) {
        LOG.warn(
            "Rationales could not be polished, their templates' texts are used: {}",
            failure.toString());
      }
    }
    return new PolishedTexts(texts);
  }

  private static void ask(
      RationalePolisher polisher,
      RecommendationDraft draft,
      Map<PolishedTexts.Asked, PolishedText> texts) {
    String template = draft.templateRationale();
    polisher
        .polish(draft.personaPrimary(), draft.title(), template)
        .ifPresent(text -> texts.put(new PolishedTexts.Asked(draft.title(), template), text));
  }
}
