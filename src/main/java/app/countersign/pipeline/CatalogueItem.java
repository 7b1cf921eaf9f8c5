package app.countersign.pipeline;

import app.countersign.guardrail.Disclaimer;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.ContentType;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that can be recommended, with what speaks for it and how it is explained. */
public sealed interface CatalogueItem permits ContentItem, PartnerOffer {
  /** A stable id, unique over content and offers. */
  String id();

  /** What it is. */
  ContentType type();

  /** 5 to 200 characters. */
  String title();

  /** A sentence or two about it. */
  String summary();

  /** Where it lives, as a path that begins with a slash. */
  String urlPath();

  /** For whom it is, at least one. Content for GENERAL is basics for everybody; an offer is not. */
  Set<PersonaKind> personas();

  /** How long it takes; null where that says nothing. */
  @Nullable Integer readTimeMinutes();

  /** When it was published. */
  LocalDate published();

  /** What speaks for it. */
  List<Trigger> triggers();

  /** What must hold for it to be recommended at all. */
  List<SignalCondition> requires();

  /** The texts that explain it, the first that can be filled is used. */
  List<RationaleTemplate> rationales();

  /** The notice it carries. */
  Disclaimer disclaimer();
}
