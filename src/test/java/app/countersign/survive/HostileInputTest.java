package app.countersign.survive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostileInputTest {
  @Test
  void whateverIsSentIsAnsweredPlainlyOrRunsNothing() throws Exception {
    Findings findings = new Findings();

    new HostileInput().check(Stage.shared(), findings);

    assertThat(findings.failures()).as("of %d cases", findings.cases()).isEmpty();
    assertThat(findings.failed()).isZero();
    assertThat(findings.cases()).isGreaterThan(1_500);
  }

  @Test
  void anAnswerThatTellsOfTheInsideIsFound() {
    assertThat(Leak.in(200, "{\"data\":{\"viewer\":null}}")).isNull();
    assertThat(Leak.in(503, "{}")).startsWith("HTTP 503");
    assertThat(Leak.in(200, "{\"code\":\"INTERNAL\",\"requestId\":\"a\"}")).startsWith("INTERNAL");
    assertThat(Leak.in(400, "java.lang.NullPointerException: x")).contains("java.l");
    assertThat(Leak.in(400, "Cannot deserialize: SomeException")).contains("SomeException");
    assertThat(Leak.in(400, "ERROR: relation \"person\" does not exist")).contains("ERROR: ");
    assertThat(Leak.in(400, "SELECT id FROM person")).contains("SELECT i");
    assertThat(Leak.in(400, "at app.desk.Some$1.run(Some.java:12)")).contains("at app.desk");
  }
}
