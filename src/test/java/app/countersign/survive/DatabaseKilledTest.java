package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseKilledTest {
  @Test
  void isKept() throws Exception {
    Findings findings = new Findings();

    new DatabaseKilled().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
    assertThat(findings.cases()).isGreaterThan(100);
  }
}
