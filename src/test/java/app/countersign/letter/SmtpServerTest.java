package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.letter.SmtpServer.Encryption;
import app.countersign.platform.db.source.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpServerTest {

  @ParameterizedTest
  @CsvSource({
    "smtps://mail.example, 465, TLS",
    "smtps://mail.example:2465, 2465, TLS",
    "smtp://mail.example, 587, STARTTLS_OFFERED",
    "smtp://me:secret@mail.example, 587, STARTTLS_REQUIRED",
    "smtp://mail.example:25?starttls=required, 25, STARTTLS_REQUIRED",
    "smtp://mail.example:25?starttls=offered, 25, STARTTLS_OFFERED",
    "smtp://mail.example:25?starttls=none, 25, NONE"
  })
  void aUrlNamesServerPortAndEncryption(String url, int port, Encryption encryption) {
    SmtpServer server = SmtpServer.of(url);

    assertThat(server.host()).isEqualTo("mail.example");
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.encryption()).isEqualTo(encryption);
  }

  @Test
  void aLoginIsReadAndNotShown() {
    SmtpServer server = SmtpServer.of("smtps://me%40example.com:p%3Aa+ss%2F@mail.example:465");

    assertThat(server.user()).isEqualTo("me@example.com");
    assertThat(server.password()).isEqualTo("p:a+ss/");
    assertThat(server.toString()).isEqualTo("smtps://mail.example:465");
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:secret@mail.example",
    "smtp:secret",
    "smtp://",
    "smtp://me:sec ret@mail.example",
    "smtps://me:secret@mail.example?starttls=required",
    "smtp://me:secret@mail.example?starttls=offered",
    "smtp://me:secret@mail.example?tls=1",
    "smtp://me:secret%zz@mail.example"
  })
  void whatIsNoUrlOfAServerIsRefusedWithoutBeingShown(String url) {
    assertThatThrownBy(() -> SmtpServer.of(url))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("countersign.mail.smtp-url")
        .hasMessageNotContaining("sec");
  }
}
