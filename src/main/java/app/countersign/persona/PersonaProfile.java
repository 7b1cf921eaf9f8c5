package app.countersign.persona;

import java.util.List;

/**
 * What people are told about a persona.
 *
 * @param description one sentence
 * @param focusAreas what to look at first; five, none for NONE
 * @param topics what to learn about; five, none for NONE
 */
public record PersonaProfile(
    PersonaKind persona,
    String displayName,
    String description,
    List<String> focusAreas,
    List<String> topics) {}
