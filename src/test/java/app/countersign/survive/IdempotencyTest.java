package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdempotencyTest {
  @Test
  void aRepeatedCallHasOneEffectAndItsFirstAnswer() throws Exception {
    Findings findings = new Findings();

    new Idempotency().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
