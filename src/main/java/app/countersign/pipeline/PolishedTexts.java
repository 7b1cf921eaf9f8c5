package app.countersign.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a polisher made of texts before a run. A run that comes to write another text, because the
 * user's numbers have moved on in between, finds nothing here and keeps its own.
 */
public final class PolishedTexts {
  /** Nothing was polished. */
  public static final PolishedTexts NONE = new PolishedTexts(Map.of());

  private final Map<Asked, PolishedText> texts;

  /** A text as it was given to the polisher. */
  record Asked(String title, String rationale) {}

  PolishedTexts(Map<Asked, PolishedText> texts) {
    this.texts = Map.copyOf(texts);
  }

  @Nullable PolishedText of(String title, String rationale) {
    return texts.get(new Asked(title, rationale));
  }
}
