package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.delivery.Outcome;
import app.countersign.letter.Mailer.ComposedLetter;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to a mail server, whose certificate is made for {@code localhost}. */
@Timeout(60)
class SmtpTlsTest {
  private static final String STORE_PASSWORD = "changeit";

  @TempDir private static Path directory;
  private static SSLSocketFactory trusting;

  private final GreenMail mail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP)
          });

  @BeforeAll
  static void aCertificate() throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, store.toString());
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, STORE_PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, STORE_PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    trusting = context.getSocketFactory();
  }

  @AfterAll
  static void leaveNothingSet() {
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
  }

  @BeforeEach
  void start() {
    mail.setUser("me@countersign.example", "me@countersign.example", "pass:word/1");
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private Outcome send(String login, String host, @Nullable SSLSocketFactory sockets)
      throws Exception {
    String url = "smtps://%s%s:%d".formatted(login, host, mail.getSmtps().getPort());
    return send(url, sockets);
  }

  private static Outcome send(String url, @Nullable SSLSocketFactory sockets) throws Exception {
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(new InternetAddress("hello@countersign.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("ana@people.example"));
    message.setText("Hello");
    message.saveChanges();
    Mailer mailer =
        new SmtpMailer(SmtpServer.of(url), Duration.ofSeconds(5), "countersign.example", sockets);
    return mailer.send(new ComposedLetter(message, "letter.eml"));
  }

  @Test
  void aLetterGoesOverAnEncryptedConnectionWithALogin() throws Exception {
    Outcome outcome = send("me%40countersign.example:pass%3Aword%2F1@", "localhost", trusting);

    assertThat(outcome).isEqualTo(new Outcome.Taken());
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aWrongPasswordIsTriedAgainAndNotShown() throws Exception {
    Outcome outcome = send("me%40countersign.example:wrong-one@", "localhost", trusting);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).doesNotContain("wrong-one", "me@countersign.example");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotBelieved() throws Exception {
    assertThat(send("", "localhost", null)).isInstanceOf(Outcome.Failed.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherHostIsNotBelieved() throws Exception {
    assertThat(send("", "127.0.0.1", trusting)).isInstanceOf(Outcome.Failed.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void nothingIsSentInTheClearWhereEncryptionIsAskedFor() throws Exception {
    String url = "smtp://localhost:%d?starttls=required".formatted(mail.getSmtp().getPort());

    assertThat(send(url, trusting)).isInstanceOf(Outcome.Failed.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }
}
