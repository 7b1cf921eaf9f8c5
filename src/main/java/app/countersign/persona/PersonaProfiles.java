package app.countersign.persona;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The profile of every persona, read from a data file that is checked as it is read. */
public final class PersonaProfiles {
  private static final String FILE = "persona/personas.yml";
  private static final int AREAS = 5;

  private final Map<PersonaKind, PersonaProfile> profiles;

  private PersonaProfiles(Map<PersonaKind, PersonaProfile> profiles) {
    this.profiles = profiles;
  }

  /**
   * The product's own profiles.
   *
   * @throws DataFault when a persona is missing or a profile is incomplete
   */
  public static PersonaProfiles load() {
    return of(DataNode.read(FILE));
  }

  static PersonaProfiles of(DataNode file) {
    file.allowOnly("personas");
    Map<PersonaKind, PersonaProfile> profiles = new EnumMap<>(PersonaKind.class);
    for (DataNode node : file.children("personas")) {
      PersonaProfile profile = profile(node);
      if (profiles.put(profile.persona(), profile) != null) {
        throw node.fault("persona", profile.persona() + " is there twice");
      }
    }
    for (PersonaKind persona : PersonaKind.values()) {
      if (!profiles.containsKey(persona)) {
        throw file.fault("personas", persona + " is missing");
      }
    }
    return new PersonaProfiles(profiles);
  }

  /** The profile of a persona. */
  public PersonaProfile of(PersonaKind persona) {
    return Objects.requireNonNull(profiles.get(persona));
  }

  /** All profiles in the personas' fixed order. */
  public List<PersonaProfile> all() {
    return List.copyOf(profiles.values());
  }

  private static PersonaProfile profile(DataNode node) {
    node.allowOnly("persona", "displayName", "description", "focusAreas", "topics");
    PersonaKind persona = node.oneOf("persona", PersonaKind.class);
    DataNode named = node.named(persona.name());
    return new PersonaProfile(
        persona,
        named.text("displayName"),
        named.text("description"),
        areas(named, "focusAreas", persona),
        areas(named, "topics", persona));
  }

  private static List<String> areas(DataNode node, String field, PersonaKind persona) {
    int wanted = persona == PersonaKind.NONE ? 0 : AREAS;
    List<String> areas = node.texts(field);
    if (areas.stream().distinct().count() != wanted || areas.size() != wanted) {
      throw node.fault(field, "must hold " + wanted + " different texts, not " + areas.size());
    }
    return areas;
  }
}
