package app.countersign.pipeline;

import app.countersign.signal.SignalValues;
import java.util.List;
import java.util.Optional;

/**
 * Explains an item with the user's own numbers: the first of its templates that can be filled and
 * keeps the form of a rationale.
 */
public final class RationaleWriter {
  private final ValueText text;

  /** Writes values as a given text. */
  public RationaleWriter(ValueText text) {
    this.text = text;
  }

  /** The rationale, or why there is none. */
  public Rationale write(CatalogueItem item, SignalValues values) {
    String obstacle = "it has no template";
    List<RationaleTemplate> templates = item.rationales();
    for (int at = 0; at < templates.size(); at++) {
      RationaleTemplate template = templates.get(at);
      Optional<String> filled = template.fill(values, text);
      if (filled.isEmpty()) {
        obstacle = String.valueOf(template.obstacle(values, text));
        continue;
      }
      List<String> faults = RationaleForm.faults(filled.get());
      if (faults.isEmpty()) {
        return new Rationale.Written(filled.get(), at);
      }
      obstacle = "the text " + String.join(" and ", faults);
    }
    return new Rationale.Impossible("no rationale can be written: " + obstacle);
  }
}
