package app.countersign.pipeline;

import app.countersign.guardrail.Disclaimer;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue from its data files and checks every item: ids are unique, signals and
 * placeholders exist, texts have their form. A fault names the file, the item and the field.
 */
public final class CatalogueFiles {
  private static final String CONTENT = "catalogue/content.yml";
  private static final String OFFERS = "catalogue/offers.yml";
  private static final int SHORTEST_TITLE = 5;
  private static final int LONGEST_TITLE = 200;

  private final Set<String> ids = new HashSet<>();

  private CatalogueFiles() {}

  /**
   * The product's own catalogue.
   *
   * @throws DataFault when anything in it is wrong
   */
  public static Catalogue load() {
    return of(DataNode.read(CONTENT), DataNode.read(OFFERS));
  }

  static Catalogue of(DataNode contentFile, DataNode offersFile) {
    CatalogueFiles reader = new CatalogueFiles();
    contentFile.allowOnly("content");
    offersFile.allowOnly("offers");
    return new Catalogue(
        contentFile.children("content").stream().map(reader::content).toList(),
        offersFile.children("offers").stream().map(reader::offer).toList());
  }

  private ContentItem content(DataNode unnamed) {
    DataNode node = identified(unnamed);
    node.allowOnly(
        "id",
        "type",
        "title",
        "summary",
        "urlPath",
        "personas",
        "difficulty",
        "readTimeMinutes",
        "tags",
        "published",
        "triggers",
        "requires",
        "rationales");
    ContentType type = node.oneOf("type", ContentType.class);
    Integer minutes = node.optionalCount("readTimeMinutes");
    switch (type) {
      case PARTNER_OFFER -> throw node.fault("type", "an offer belongs to the offers");
      case ARTICLE, VIDEO -> {
        if (minutes == null) {
          throw node.fault("readTimeMinutes", "is missing for " + type);
        }
      }
      case TOOL, QUIZ, CALCULATOR -> {}
    }
    return new ContentItem(
        node.text("id"),
        type,
        title(node),
        node.text("summary"),
        urlPath(node),
        personas(node),
        node.oneOf("difficulty", Difficulty.class),
        minutes,
        node.texts("tags"),
        node.date("published"),
        triggers(node),
        conditions(node, "requires"),
        rationales(node));
  }

  private PartnerOffer offer(DataNode unnamed) {
    DataNode node = identified(unnamed);
    node.allowOnly(
        "id",
        "kind",
        "title",
        "summary",
        "provider",
        "urlPath",
        "personas",
        "terms",
        "ratePct",
        "disclaimer",
        "published",
        "triggers",
        "requires",
        "rationales");
    OfferKind kind = node.oneOf("kind", OfferKind.class);
    if (node.oneOf("disclaimer", Disclaimer.class) != kind.disclaimer()) {
      throw node.fault("disclaimer", kind + " carries " + kind.disclaimer());
    }
    if (node.texts("terms").isEmpty()) {
      throw node.fault("terms", "is missing");
    }
    return new PartnerOffer(
        node.text("id"),
        kind,
        title(node),
        node.text("summary"),
        node.text("provider"),
        urlPath(node),
        personas(node),
        node.texts("terms"),
        node.optionalDecimal("ratePct"),
        node.date("published"),
        triggers(node),
        conditions(node, "requires"),
        rationales(node));
  }

  private DataNode identified(DataNode node) {
    String id = node.text("id");
    DataNode named = node.named(id);
    if (!id.matches("[a-z0-9_]{3,64}")) {
      throw named.fault("id", "must be 3 to 64 of a-z, 0-9 and _");
    }
    if (!ids.add(id)) {
      throw named.fault("id", "is there twice");
    }
    return named;
  }

  private static String title(DataNode node) {
    String title = node.text("title");
    if (title.length() < SHORTEST_TITLE || title.length() > LONGEST_TITLE) {
      throw node.fault("title", "must be 5 to 200 characters, not " + title.length());
    }
    return title;
  }

  private static String urlPath(DataNode node) {
    String path = node.text("urlPath");
    if (!path.matches("(/[a-z0-9-]+)+")) {
      throw node.fault("urlPath", path + " is not a path such as /learn/first-budget");
    }
    return path;
  }

  private static Set<PersonaKind> personas(DataNode node) {
    List<PersonaKind> personas = node.someOf("personas", PersonaKind.class);
    if (personas.isEmpty() || personas.contains(PersonaKind.NONE)) {
      throw node.fault("personas", "must name at least one persona, and not NONE");
    }
    return EnumSet.copyOf(personas);
  }

  private static List<Trigger> triggers(DataNode node) {
    List<Trigger> triggers = new ArrayList<>();
    for (DataNode child : node.children("triggers")) {
      child.allowOnly("when", "priority");
      triggers.add(
          new Trigger(
              checked(child, "when", () -> SignalCondition.parse(child.text("when"))),
              child.oneOf("priority", Priority.class)));
    }
    return List.copyOf(triggers);
  }

  private static List<SignalCondition> conditions(DataNode node, String field) {
    return node.texts(field).stream()
        .map(text -> checked(node, field, () -> SignalCondition.parse(text)))
        .toList();
  }

  private static List<RationaleTemplate> rationales(DataNode node) {
    List<RationaleTemplate> rationales = new ArrayList<>();
    for (DataNode child : node.children("rationales")) {
      child.allowOnly("when", "text");
      rationales.add(rationale(child, conditions(child, "when")));
    }
    if (rationales.isEmpty()) {
      throw node.fault("rationales", "is missing");
    }
    return List.copyOf(rationales);
  }

  private static RationaleTemplate rationale(DataNode node, List<SignalCondition> when) {
    String text = node.text("text");
    RationaleTemplate template = checked(node, "text", () -> RationaleTemplate.parse(text, when));
    String fault = formFault(template);
    if (fault != null) {
      throw node.fault("text", fault);
    }
    return template;
  }

  /** Checks the form with a number in every place that a value will fill. */
  private static @Nullable String formFault(RationaleTemplate template) {
    List<String> faults = RationaleForm.faults(template.source().replaceAll("\\{[^}]*}", "1"));
    return faults.isEmpty() ? null : faults.getFirst();
  }

  private static <T> T checked(DataNode node, String field, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException failure) {
      throw node.fault(field, String.valueOf(failure.getMessage()));
    }
  }
}
