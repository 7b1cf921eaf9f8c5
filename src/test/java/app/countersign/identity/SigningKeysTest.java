package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.source.Origin;
import app.countersign.platform.db.source.StartRefused;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.env.DefaultEnvironment;
import io.micronaut.context.env.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
  private static final String SECRET = "a secret of at least thirty-two bytes";

  @Test
  void theSameSecretGivesTheSameKeyOnEveryServer() {
    SigningKeys.Key here = keys(SECRET, null).current();
    SigningKeys.Key there = keys(SECRET, null).current();

    assertThat(there.id()).isEqualTo(here.id());
    assertThat(there.secret()).isEqualTo(here.secret()).hasSize(32);
    assertThat(here.toString()).isEqualTo("Key[" + here.id() + "]");
  }

  @Test
  void thePreviousSecretsKeyIsKnownByItsId() {
    SigningKeys.Key previous = keys(SECRET, null).current();
    SigningKeys rotated = keys("another secret of thirty-two bytes or so", SECRET);

    assertThat(rotated.current().id()).isNotEqualTo(previous.id());
    assertThat(rotated.byId(previous.id()))
        .hasValueSatisfying(key -> assertThat(key.secret()).isEqualTo(previous.secret()));
    assertThat(rotated.byId("unknown")).isEmpty();
    assertThat(rotated.byId(null)).isEmpty();
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> keys("x".repeat(31), null))
        .isInstanceOf(StartRefused.class)
        .hasMessage("COUNTERSIGN_SIGNING_SECRET is shorter than 32 bytes.");
    assertThatThrownBy(() -> keys(SECRET, "x".repeat(31)))
        .isInstanceOf(StartRefused.class)
        .hasMessage("COUNTERSIGN_PREVIOUS_SIGNING_SECRET is shorter than 32 bytes.");
  }

  @Test
  void productionMakesNoSecretUp() {
    assertThatThrownBy(() -> new SigningKeys(null, null, environment("prod"), Optional.empty()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("COUNTERSIGN_SIGNING_SECRET");
  }

  @Test
  void withoutADatabaseOfItsOwnEachProcessMakesItsOwnSecret() {
    SigningKeys here = keys(null, null);
    SigningKeys there = keys(" ", null);

    assertThat(there.current().id()).isNotEqualTo(here.current().id());
  }

  @Test
  void besideAnEmbeddedDatabaseTheSecretIsKeptForItsOwnerAlone(@TempDir Path directory)
      throws IOException {
    Optional<Origin> origin = Optional.of(new Origin.Embedded(directory, 5432));

    SigningKeys first = new SigningKeys(null, null, environment(), origin);
    SigningKeys second = new SigningKeys(null, null, environment(), origin);

    assertThat(second.current().id()).isEqualTo(first.current().id());
    assertThat(Files.getPosixFilePermissions(directory.resolve("signing-secret")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void aSecretFileThatIsEmptyOrUnreadableStopsTheStart(@TempDir Path directory) throws IOException {
    Files.createFile(directory.resolve("signing-secret"));
    Optional<Origin> empty = Optional.of(new Origin.Embedded(directory, 5432));
    Optional<Origin> missing = Optional.of(new Origin.Embedded(directory.resolve("none"), 5432));

    assertThatThrownBy(() -> new SigningKeys(null, null, environment(), empty))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> new SigningKeys(null, null, environment(), missing))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be used");
  }

  static Environment environment(String... names) {
    return new DefaultEnvironment(
        new ApplicationContextConfiguration() {
          @Override
          public List<String> getEnvironments() {
            return List.of(names);
          }

          @Override
          public ClassLoader getClassLoader() {
            return SigningKeysTest.class.getClassLoader();
          }
        });
  }

  private static SigningKeys keys(@Nullable String secret, @Nullable String previous) {
    return new SigningKeys(secret, previous, environment(), Optional.empty());
  }
}
