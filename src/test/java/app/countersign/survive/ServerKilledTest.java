package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerKilledTest {
  @Test
  void isKept() throws Exception {
    Findings findings = new Findings();

    new ServerKilled().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
    assertThat(findings.cases()).isGreaterThan(100);
  }
}
