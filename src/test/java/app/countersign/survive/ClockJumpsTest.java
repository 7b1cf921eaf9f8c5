package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockJumpsTest {
  @Test
  void isKept() throws Exception {
    Findings findings = new Findings();

    new ClockJumps().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
