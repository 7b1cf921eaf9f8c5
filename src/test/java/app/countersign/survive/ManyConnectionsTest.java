package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManyConnectionsTest {
  @Test
  void connectionsAreHeldAndEachIsToldEverything() throws Exception {
    Findings findings = new Findings();

    new ManyConnections().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
