package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Fingerprint;
import app.countersign.platform.db.source.Origin;
import app.countersign.platform.db.source.StartRefused;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailerFactoryTest {
  private static final Origin EMBEDDED = new Origin.Embedded(Path.of("/data"), 4711);
  private static final Origin SERVER = new Origin.Server("db:5432/countersign");

  private static final Fingerprint NONE =
      new Fingerprint() {
        @Override
        public byte[] of(byte[] input) {
          return input;
        }

        @Override
        public boolean isOf(byte[] fingerprint, byte[] input) {
          return false;
        }
      };

  private static Mailer mailer(
      @Nullable String smtpUrl, @Nullable String folder, String from, Origin origin) {
    MailConfiguration configuration =
        new MailConfiguration(
            smtpUrl, folder, from, "C", Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
    return new MailerFactory()
        .mailer(configuration, composer(configuration, null), Optional.of(origin));
  }

  private static Composer composer(MailConfiguration configuration, @Nullable String publicUrl) {
    return new Composer(
        new Templates(), new LetterTokens(NONE), configuration, publicUrl, Clock.systemUTC());
  }

  @Test
  void aServerWinsOverAFolderAndThatOverTheOneBesideTheDatabase() {
    String from = "hello@countersign.example";

    assertThat(mailer("smtps://mail.example", "/letters", from, EMBEDDED).name())
        .isEqualTo("smtps://mail.example:465");
    assertThat(mailer(" ", "/letters", from, EMBEDDED).name()).isEqualTo("/letters");
    assertThat(mailer(null, null, from, EMBEDDED).name()).isEqualTo("/data/mail");
    assertThat(mailer(null, "", from, SERVER).name()).isEqualTo("nowhere");
  }

  @Test
  void aServerNeedsASender() {
    assertThatThrownBy(
            () -> mailer("smtps://me:secret@mail.example", null, "countersign@localhost", SERVER))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("countersign.mail.from-address")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> mailer(null, null, "two@a.example, b@b.example", SERVER))
        .isInstanceOf(StartRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"money.example", "ftp://money.example", "https://", "https://a b", "https://a?b"})
  void aPublicUrlIsAPageOfTheWeb(String url) {
    MailConfiguration configuration = LetterBox.configuration(1);

    assertThatThrownBy(() -> composer(configuration, url))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("countersign.public-url");
  }

  @Test
  void thereIsAtLeastOneConnection() {
    assertThatThrownBy(() -> LetterBox.configuration(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(LetterBox.configuration(1).toString()).doesNotContain("smtp");
  }
}
