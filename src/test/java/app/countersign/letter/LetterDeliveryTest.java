package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.delivery.Delivery;
import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.DeliveryStatus;
import app.countersign.delivery.Postman;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.testing.AtOnce;
import app.countersign.testing.TestCustomers;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters over SMTP, from the outbox to the reader. */
@DeskTest
@Property(name = "countersign.database.name", value = "letters")
@Timeout(60)
class LetterDeliveryTest {
  private static final String ADDRESS = "ana@people.example";
  private static final Map<String, String> ANA = Map.of("name", "Ana");
  private static final Map<String, String> PRICE =
      Map.of("product", "Lamp", "price", "19.00 EUR", "target", "20.00 EUR");

  @Inject LetterBox letters;
  @Inject Letters queue;
  @Inject DeskFixture desk;
  @Inject TestCustomers customers;

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void aMailServer() {
    letters.clear();
    mail.start();
    now = desk.clock().instant();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private String url() {
    return "smtp://localhost:%d?starttls=none".formatted(mail.getSmtp().getPort());
  }

  private int send() {
    return letters.server(url()).sendDue();
  }

  @Test
  void aLetterArrivesOnceAndNothingPersonalStaysBehind() throws Exception {
    Actor ana = customers.named("Ana");
    UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, ana.id(), ADDRESS, ANA);
    Delivery queued = letters.about(subject);
    String token = letters.token(LetterKind.VERIFY_EMAIL, subject);
    assertThat(queued.channel()).isEqualTo(DeliveryChannel.EMAIL);
    assertThat(queued.userId()).isEqualTo(ana.id().toString());
    assertThat(queued.address()).isEqualTo(ADDRESS);
    assertThat(queued.payload()).isEqualTo("{\"name\": \"Ana\"}");
    assertThat(queued.toString()).doesNotContain(ADDRESS, "Ana");

    assertThat(send()).isEqualTo(1);
    assertThat(send()).isZero();

    assertThat(mail.getReceivedMessages()).hasSize(1);
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getHeader("To")).containsExactly(ADDRESS);
    assertThat(letter.getHeader("From")).containsExactly("Countersign <hello@countersign.example>");
    assertThat(letter.getSubject()).isEqualTo("Confirm your address");
    assertThat(letter.getMessageID()).isEqualTo("<" + queued.id() + "@countersign.example>");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(letter.getSentDate())
        .isEqualTo(now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    assertThat(letter.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(GreenMailUtil.getBody(letter))
        .contains("https://money.example/verify-email#token=" + token)
        .contains("\r\n" + token + "\r\n");

    Delivery delivered = letters.about(subject);
    assertThat(delivered.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(1);
    assertThat(delivered.finishedAt()).isEqualTo(now);
    assertThat(delivered.address()).isNull();
    assertThat(delivered.payload()).isEqualTo("{}");
    assertThat(desk.count("delivered_message WHERE delivery_id = ?", delivered.id())).isZero();
    assertThat(letters.audited(delivered.id()))
        .containsExactly(
            "DELIVERY Letter %s {\"delivery\": \"QUEUED\"} ".formatted(ana.id())
                + "{\"letter\": \"VERIFY_EMAIL\", \"channel\": \"EMAIL\", \"attempts\": 1,"
                + " \"delivery\": \"DELIVERED\", \"deliveryId\": \"%s\"}"
                    .formatted(delivered.id()));
  }

  @Test
  void strangersAndOperatorsGetLettersWithoutBeingUsers() {
    Actor operator = desk.operator(Role.OPERATOR);
    UUID stranger =
        letters.queue(
            LetterKind.GROUP_INVITATION,
            null,
            ADDRESS,
            Map.of("inviter", "Zoë", "group", "Lissabon", "secret", "not told"));
    UUID reset = letters.queue(LetterKind.RESET_PASSWORD, operator.id(), ADDRESS, ANA);

    assertThat(letters.about(stranger).userId()).isNull();
    assertThat(letters.about(stranger).payload()).doesNotContain("secret");
    assertThat(letters.about(reset).userId()).isNull();
    assertThat(send()).isEqualTo(2);
    assertThat(mail.getReceivedMessages()).hasSize(2);
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() {
    UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, ANA);
    String gone = url();
    mail.stop();

    assertThat(letters.server(gone).sendDue()).isZero();

    Delivery waiting = letters.about(subject);
    assertThat(waiting.status()).isEqualTo(DeliveryStatus.QUEUED);
    assertThat(waiting.lastError())
        .startsWith("The mail server did not take it: Connection refused");
    assertThat(waiting.nextAttemptAt()).isEqualTo(now.plusSeconds(5));
    mail.start();
    assertThat(send()).isZero();
    desk.clock().advance(Duration.ofSeconds(5));
    assertThat(send()).isEqualTo(1);
    assertThat(letters.about(subject).attempts()).isEqualTo(2);
    assertThat(letters.about(subject).lastError()).isNull();
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
  void whatTheServerPutsOffIsTriedAgain(String command) throws Exception {
    try (MailServer server = new MailServer(command, "451 4.7.1 <" + ADDRESS + "> later")) {
      UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, ANA);
      Postman postman = letters.server(server.url());

      assertThat(postman.sendDue()).isZero();

      assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.QUEUED);
      assertThat(letters.about(subject).lastError())
          .isEqualTo("The mail server did not take it: 451 4.7.1 (address) later");
      server.answer(command.equals("DATA") ? "354 go on" : "250 fine");
      desk.clock().advance(Duration.ofSeconds(5));
      if (!command.equals("DATA")) {
        assertThat(postman.sendDue()).isEqualTo(1);
        assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.DELIVERED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", "."})
  void whatTheServerRefusesForGoodIsNotTriedAgain(String command) throws Exception {
    try (MailServer server = new MailServer(command, "550 5.1.1 <" + ADDRESS + ">: unknown")) {
      UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, ANA);

      assertThat(letters.server(server.url()).sendDue()).isEqualTo(1);

      Delivery failed = letters.about(subject);
      assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
      assertThat(failed.lastError())
          .isEqualTo("The mail server did not take it: 550 5.1.1 (address): unknown");
      assertThat(failed.address()).isNull();
      assertThat(failed.payload()).isEqualTo("{}");
    }
  }

  @Test
  void aServerThatHangsUpIsTriedAgainUntilItIsGivenUp() throws Exception {
    try (MailServer server = new MailServer(".", "")) {
      UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, ANA);
      Postman postman = letters.server(server.url());

      int ended = 0;
      for (int attempt = 1; attempt <= letters.mostAttempts(); attempt++) {
        assertThat(ended).isZero();
        ended = postman.sendDue();
        desk.clock().advance(Duration.ofHours(1));
      }

      assertThat(ended).isEqualTo(1);
      Delivery failed = letters.about(subject);
      assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
      assertThat(failed.attempts()).isEqualTo(letters.mostAttempts());
      assertThat(failed.lastError()).startsWith("The mail server did not take it: ");
      assertThat(failed.address()).isNull();
      assertThat(server.heard().stream().filter(line -> line.startsWith("Message-ID")).distinct())
          .hasSize(1);
      assertThat(postman.sendDue()).isZero();
    }
  }

  @Test
  void severalServersSendEachLetterOnce() throws Exception {
    List<UUID> subjects =
        IntStream.range(0, 60)
            .mapToObj(
                number ->
                    letters.queue(
                        LetterKind.VERIFY_EMAIL, null, "p%d@people.example".formatted(number), ANA))
            .toList();
    List<Callable<Integer>> servers =
        Stream.generate(() -> (Callable<Integer>) () -> letters.server(url()).sendDue())
            .limit(4)
            .toList();

    List<Integer> sent = AtOnce.run(servers);

    assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    List<String> readers = new ArrayList<>();
    for (MimeMessage letter : mail.getReceivedMessages()) {
      readers.add(letter.getHeader("To")[0]);
    }
    assertThat(readers).hasSize(60).doesNotHaveDuplicates();
    assertThat(subjects)
        .allMatch(subject -> letters.about(subject).attempts() == 1)
        .allMatch(subject -> letters.about(subject).status() == DeliveryStatus.DELIVERED);
  }

  @Test
  void namesOfAnyScriptArriveAsTheyAre() throws Exception {
    letters.queue(
        LetterKind.GROUP_INVITATION,
        null,
        "grüße@bücher.example".replace("grüße", "leser"),
        Map.of("inviter", "Zoë Müller 张伟", "group", "Ærø & نزهة 🏖"));

    send();

    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getHeader("To")).containsExactly("leser@xn--bcher-kva.example");
    assertThat(letter.getSubject()).isEqualTo("Zoë Müller 张伟 invites you to \"Ærø & نزهة 🏖\"");
    assertThat((String) letter.getContent())
        .contains("Zoë Müller 张伟 invites you to the group \"Ærø & نزهة 🏖\"");
  }

  @Test
  void aNameCannotWriteIntoTheHead() throws Exception {
    letters.queue(
        LetterKind.GROUP_INVITATION,
        null,
        ADDRESS,
        Map.of(
            "inviter",
            "Eve\r\nBcc: all@people.example\r\n\r\nBuy this",
            "group",
            "x\nReply-To: eve@people.example\u2028y"));

    send();

    assertThat(mail.getReceivedMessages()).hasSize(1);
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getHeader("Bcc")).isNull();
    assertThat(letter.getHeader("Reply-To")).isNull();
    assertThat(letter.getSubject())
        .isEqualTo(
            "Eve Bcc: all@people.example Buy this invites you to \"x Reply-To:"
                + " eve@people.example y\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana@people.example\r\nBcc: all@people.example",
        "ana@people.example, eve@people.example",
        "Ana <ana@people.example>",
        "ana@people.example>\r\nRCPT TO:<eve@people.example",
        "ana",
        "@people.example",
        "a b@people.example",
        "müller@people.example",
        "ana@people..example",
        "ana@-people.example"
      })
  void anAddressThatIsNoneFailsAtOnce(String address) {
    UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, address, ANA);

    assertThat(send()).isEqualTo(1);

    assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(letters.about(subject).lastError())
        .isEqualTo("The address is none that a letter can be sent to.");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aLetterIsTakenBackAsLongAsItWaits() {
    UUID subject = letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, ANA);

    letters.inTransaction(() -> queue.cancel(LetterKind.RESET_PASSWORD, subject));
    assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.QUEUED);
    letters.inTransaction(() -> queue.cancel(LetterKind.VERIFY_EMAIL, subject));

    assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(letters.about(subject).address()).isNull();
    assertThat(send()).isZero();
    assertThat(letters.audited(letters.about(subject).id())).hasSize(1);
  }

  @Test
  void whatIsNotNecessaryGoesToVerifiedCustomersWhoWantIt() {
    Actor ana = customers.named("Ana");
    choose(ana, true, true);
    UUID wanted = letters.queue(LetterKind.PRICE_ALERT, ana.id(), ADDRESS, PRICE);
    choose(ana, true, false);
    letters.queue(LetterKind.PRICE_ALERT, ana.id(), ADDRESS, PRICE);
    UUID recommendation =
        letters.queue(LetterKind.RECOMMENDATION, ana.id(), ADDRESS, Map.of("title", "Save"));
    choose(ana, false, true);
    letters.queue(LetterKind.PRICE_ALERT, ana.id(), ADDRESS, PRICE);
    letters.queue(LetterKind.RECOMMENDATION, ana.id(), ADDRESS, Map.of("title", "Save"));
    UUID necessary = letters.queue(LetterKind.RESET_PASSWORD, ana.id(), ADDRESS, ANA);
    choose(ana, true, true);
    desk.sql().update("UPDATE customer SET email_verified_at = NULL WHERE person_id = ?", ana.id());
    letters.queue(LetterKind.PRICE_ALERT, ana.id(), ADDRESS, PRICE);
    desk.sql()
        .update("UPDATE customer SET email_verified_at = ? WHERE person_id = ?", now, ana.id());

    assertThat(send()).isEqualTo(3);

    assertThat(Stream.of(wanted, recommendation, necessary).map(letters::about))
        .extracting(Delivery::status)
        .containsOnly(DeliveryStatus.DELIVERED);
    assertThat(mail.getReceivedMessages()).hasSize(3);
  }

  @Test
  void aChoiceThatChangesWhileALetterWaitsIsObeyed() {
    Actor ana = customers.named("Ana");
    choose(ana, true, true);
    UUID alert = letters.queue(LetterKind.PRICE_ALERT, ana.id(), ADDRESS, PRICE);
    UUID necessary = letters.queue(LetterKind.VERIFY_EMAIL, ana.id(), ADDRESS, ANA);

    choose(ana, false, true);
    assertThat(send()).isEqualTo(2);
    choose(ana, true, true);

    assertThat(letters.about(alert).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(letters.about(alert).address()).isNull();
    assertThat(letters.about(alert).payload()).isEqualTo("{}");
    assertThat(letters.about(necessary).status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  private void choose(Actor person, boolean email, boolean spendingAlerts) {
    desk.sql()
        .update(
            """
            INSERT INTO customer_settings VALUES (?, ?, true, ?, true, true, false, true, true,
              'SYSTEM', 'USD', 'YEAR_MONTH_DAY', 2, now())
            ON CONFLICT (person_id) DO UPDATE SET email = excluded.email,
              spending_alerts = excluded.spending_alerts
            """,
            person.id(),
            email,
            spendingAlerts);
  }

  @Test
  void aLetterHasToSayWhatItsKindTellsAndWhoCouldWantIt() {
    assertThatThrownBy(() -> letters.queue(LetterKind.VERIFY_EMAIL, null, ADDRESS, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not say name")
        .hasMessageNotContaining(ADDRESS);
    assertThatThrownBy(() -> letters.queue(LetterKind.PRICE_ALERT, null, ADDRESS, PRICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(ADDRESS);
    assertThatThrownBy(
            () ->
                queue.queue(
                    new Letter(LetterKind.ADDRESS_TAKEN, Ids.next(), null, ADDRESS, Map.of())))
        .hasMessageContaining("mandatory");
  }

  @Test
  void withoutAWayOutALetterFailsAndSaysWhy() {
    UUID subject = letters.queue(LetterKind.ADDRESS_TAKEN, null, ADDRESS, Map.of());

    assertThat(letters.server(new NoMailer()).sendDue()).isEqualTo(1);

    assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(letters.about(subject).lastError())
        .isEqualTo("This server has no way to send letters: set countersign.mail.smtp-url.");
  }

  @Test
  void aFolderKeepsLettersThatItsOwnerCanRead(@TempDir Path directory) throws Exception {
    Path folder = directory.resolve("data/mail");
    UUID subject =
        letters.queue(
            LetterKind.GROUP_INVITATION, null, ADDRESS, Map.of("inviter", "Zoë", "group", "Ærø"));

    assertThat(letters.server(new FolderMailer(folder)).sendDue()).isEqualTo(1);

    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.toList().getFirst();
      assertThat(Objects.requireNonNull(file.getFileName()).toString())
          .endsWith("-group-invitation-%s.eml".formatted(letters.about(subject).id()));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file))
          .contains("To: " + ADDRESS)
          .contains("Zoë invites you to the group \"Ærø\"")
          .contains("#token=" + letters.token(LetterKind.GROUP_INVITATION, subject));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsTriedAgain(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    UUID subject = letters.queue(LetterKind.ADDRESS_TAKEN, null, ADDRESS, Map.of());

    assertThat(letters.server(new FolderMailer(file)).sendDue()).isZero();

    assertThat(letters.about(subject).status()).isEqualTo(DeliveryStatus.QUEUED);
    assertThat(letters.about(subject).lastError())
        .startsWith("The letter could not be written into the folder: ");
  }
}
