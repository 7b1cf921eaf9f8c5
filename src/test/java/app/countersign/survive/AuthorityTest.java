package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthorityTest {
  @Test
  void everybodyGetsWhatIsTheirsAndLearnsOfNothingElse() throws Exception {
    Findings findings = new Findings();

    new Authority().check(Stage.shared(), findings);

    assertThat(findings.failures()).as("of %d cases", findings.cases()).isEmpty();
    assertThat(findings.failed()).isZero();
    assertThat(findings.cases()).isGreaterThan(4_000);
  }
}
