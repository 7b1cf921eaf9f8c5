package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTamperTest {
  @Test
  void nobodyChangesTheAuditTrailUnfound() throws Exception {
    Findings findings = new Findings();

    new AuditTamper().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
