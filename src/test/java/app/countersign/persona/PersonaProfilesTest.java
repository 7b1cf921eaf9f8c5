package app.countersign.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import org.junit.jupiter.api.Test;

class PersonaProfilesTest {
  static final String NONE_PROFILE =
      """
      personas:
        - persona: NONE
          displayName: No Data Yet
          description: Nothing is known.
      """;

  @Test
  void everyPersonaHasAProfileWithFiveAreasAndFiveTopics() {
    PersonaProfiles profiles = new PersonaBeans().profiles();

    assertThat(profiles.all())
        .extracting(PersonaProfile::persona)
        .containsExactly(PersonaKind.values());
    assertThat(profiles.all())
        .filteredOn(profile -> profile.persona() != PersonaKind.NONE)
        .allSatisfy(
            profile -> {
              assertThat(profile.focusAreas()).hasSize(5);
              assertThat(profile.topics()).hasSize(5);
              assertThat(profile.description()).endsWith(".");
            });
    assertThat(profiles.of(PersonaKind.STUDENT).displayName()).isEqualTo("Student");
  }

  @Test
  void aMissingPersonaIsNamed() {
    assertThatThrownBy(() -> PersonaProfiles.of(DataNode.parse("file", NONE_PROFILE)))
        .isInstanceOf(DataFault.class)
        .hasMessage("file: personas: HIGH_UTILIZATION is missing");
  }

  @Test
  void aPersonaThatIsThereTwiceIsNamed() {
    String twice = NONE_PROFILE + NONE_PROFILE.substring("personas:\n".length());

    assertThatThrownBy(() -> PersonaProfiles.of(DataNode.parse("file", twice)))
        .isInstanceOf(DataFault.class)
        .hasMessage("file: personas[1]: persona: NONE is there twice");
  }

  @Test
  void areasOtherThanFiveAreRefusedByName() {
    String three = NONE_PROFILE.replace("NONE", "STUDENT") + "    focusAreas: [one, two, three]\n";

    assertThatThrownBy(() -> PersonaProfiles.of(DataNode.parse("file", three)))
        .isInstanceOf(DataFault.class)
        .hasMessage("file: personas[0] 'STUDENT': focusAreas: must hold 5 different texts, not 3");
  }
}
