package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverloadTest {
  @Test
  void pastItsLimitTheServerRefusesClearlyAndRecovers() throws Exception {
    Findings findings = new Findings();

    new Overload().check(Stage.shared(), findings);

    assertThat(findings.failures()).isEmpty();
  }
}
