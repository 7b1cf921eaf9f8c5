package app.countersign.letter;

import app.countersign.delivery.Delivery;
import app.countersign.letter.Mailer.ComposedLetter;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.source.StartRefused;
import com.fasterxml.jackson.core.type.TypeReference;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the letter of a delivery, with its token. */
@Singleton
class Composer {
  private static final Pattern ADDRESS =
      Pattern.compile("[!-~&&[^@,;:<>()\\[\\]\"\\\\]]+@[^@\\s]+");
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss").withZone(ZoneOffset.UTC);

  private final Templates templates;
  private final LetterTokens tokens;
  private final InternetAddress sender;
  private final @Nullable String page;
  private final Clock clock;

  Composer(
      Templates templates,
      LetterTokens tokens,
      MailConfiguration configuration,
      @Nullable @Property(name = "countersign.public-url") String publicUrl,
      Clock clock) {
    this.templates = templates;
    this.tokens = tokens;
    this.sender = sender(configuration);
    this.page = page(publicUrl);
    this.clock = clock;
  }

  /** An address that no letter can be sent to. */
  static final class BadAddress extends RuntimeException {
    BadAddress() {
      super("The address is none that a letter can be sent to.", null, false, false);
    }
  }

  /** The host that the letters come from. */
  String host() {
    return sender.getAddress().replaceFirst(".*@", "");
  }

  /**
   * The letter of a delivery.
   *
   * @throws BadAddress where its address is none
   */
  ComposedLetter compose(Delivery delivery) {
    LetterKind kind = LetterKind.valueOf(delivery.subjectType());
    Map<String, String> facts = Json.read(delivery.payload(), new TypeReference<>() {});
    String token = kind.hasToken() ? tokens.token(kind, delivery.subjectId()) : null;
    Templates.Text text = templates.text(kind, facts, page, token);
    InternetAddress reader = reader(Objects.requireNonNull(delivery.address()));
    try {
      MimeMessage message = new Identified(delivery.id(), host());
      message.setFrom(sender);
      message.setRecipient(Message.RecipientType.TO, reader);
      message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
      message.setText(text.body(), StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(clock.instant()));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.saveChanges();
      return new ComposedLetter(message, fileName(kind, delivery.createdAt(), delivery.id()));
    } catch (MessagingException impossible) {
      throw new IllegalStateException("a text that cannot be a letter", impossible);
    }
  }

  /** Repeats of a letter are told by their id. */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(UUID deliveryId, String host) {
      super(Session.getInstance(new Properties()));
      this.id = "<%s@%s>".formatted(deliveryId, host);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static String fileName(LetterKind kind, Instant at, UUID id) {
    return "%s-%s-%s.eml".formatted(FILE_TIME.format(at), kind.slug(), id);
  }

  /** One plain address: what could be read as two, or as more of the head, is none. */
  private static InternetAddress reader(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new BadAddress();
    }
    int at = address.indexOf('@');
    try {
      String host = IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
      InternetAddress reader = new InternetAddress(address.substring(0, at + 1) + host, true);
      reader.validate();
      return reader;
    } catch (IllegalArgumentException | MessagingException _) {
      throw new BadAddress();
    }
  }

  private static InternetAddress sender(MailConfiguration configuration) {
    try {
      InternetAddress sender = reader(configuration.fromAddress());
      sender.setPersonal(
          Templates.oneLine(configuration.fromName(), 100), StandardCharsets.UTF_8.name());
      return sender;
    } catch (BadAddress | UnsupportedEncodingException _) {
      throw new StartRefused("countersign.mail.from-address is not an e-mail address.");
    }
  }

  private static @Nullable String page(@Nullable String publicUrl) {
    if (publicUrl == null || publicUrl.isBlank()) {
      return null;
    }
    String page = publicUrl.strip().replaceFirst("/+$", "");
    try {
      URI url = URI.create(page);
      boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (isWeb && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return page;
      }
    } catch (IllegalArgumentException _) {
      // Answered below, as whatever else is none.
    }
    throw new StartRefused(
        "countersign.public-url must begin with https:// or http:// and name a host, without ? or"
            + " #.");
  }
}
