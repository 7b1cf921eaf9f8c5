package app.countersign.pipeline;

import app.countersign.guardrail.Disclaimer;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.ContentType;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An educational item of the catalogue. */
public record ContentItem(
    String id,
    ContentType type,
    String title,
    String summary,
    String urlPath,
    Set<PersonaKind> personas,
    Difficulty difficulty,
    @Nullable Integer readTimeMinutes,
    List<String> tags,
    LocalDate published,
    List<Trigger> triggers,
    List<SignalCondition> requires,
    List<RationaleTemplate> rationales)
    implements CatalogueItem {

  @Override
  public Disclaimer disclaimer() {
    return Disclaimer.EDUCATION;
  }
}
