package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretFingerprintTest {
  private static final byte[] INPUT = "an input".getBytes(StandardCharsets.UTF_8);
  private static final String OLD = "the old secret of thirty-two bytes";
  private static final String NEW = "the new secret of thirty-two bytes";

  @Test
  void equalInputsHaveEqualFingerprintsOnEveryServerWithTheSecret() {
    assertThat(fingerprint(OLD, null).of(INPUT))
        .hasSize(32)
        .isEqualTo(fingerprint(OLD, null).of(INPUT));
  }

  @Test
  void anotherSecretGivesAnotherFingerprint() {
    assertThat(fingerprint(NEW, null).of(INPUT)).isNotEqualTo(fingerprint(OLD, null).of(INPUT));
  }

  @Test
  void anEarlierSecretsFingerprintIsStillKnownAfterRotation() {
    byte[] kept = fingerprint(OLD, null).of(INPUT);

    assertThat(fingerprint(NEW, OLD).isOf(kept, INPUT)).isTrue();
    assertThat(fingerprint(NEW, null).isOf(kept, INPUT)).isFalse();
    assertThat(fingerprint(NEW, OLD).isOf(kept, "another".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }

  private static SecretFingerprint fingerprint(String secret, @Nullable String previous) {
    try (ApplicationContext context = ApplicationContext.builder().build()) {
      Environment environment = context.getEnvironment();
      return new SecretFingerprint(
          new SigningKeys(secret, previous, environment, Optional.empty()));
    }
  }
}
