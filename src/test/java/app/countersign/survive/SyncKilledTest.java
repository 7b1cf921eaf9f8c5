package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncKilledTest {
  @Test
  void purchasesAreTheSourcesThoughTheServerIsKilledInTheMiddle() throws Exception {
    Findings findings = new Findings();

    new SyncKilled().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
    assertThat(findings.cases()).isGreaterThan(1_500);
  }
}
