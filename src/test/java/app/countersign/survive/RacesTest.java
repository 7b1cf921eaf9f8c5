package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RacesTest {
  @Test
  void ofManyAtOnceOneWinsAndEverythingAgrees() throws Exception {
    Findings findings = new Findings();

    new Races().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
