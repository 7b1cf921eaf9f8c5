package app.countersign.letter;

import app.countersign.delivery.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends by SMTP, each letter over a connection of its own. The server's certificate has to be good
 * for its host. What the server refuses for good (an answer of 5xx to sender, reader or letter) is
 * not tried again.
 */
final class SmtpMailer implements Mailer {
  private static final int LONGEST_ERROR = 500;
  private static final Pattern ADDRESS = Pattern.compile("<[^<>]*>|[^\\s<>]+@[^\\s<>]+");

  private final SmtpServer server;
  private final Session session;

  /**
   * Speaks to the server.
   *
   * @param helloName who we say we are
   * @param sockets what makes encrypted connections; null for the platform's own
   */
  SmtpMailer(
      SmtpServer server, Duration timeout, String helloName, @Nullable SSLSocketFactory sockets) {
    this.server = server;
    Properties properties = new Properties();
    String prefix = "mail." + server.protocol() + ".";
    String millis = Long.toString(timeout.toMillis());
    properties.setProperty("mail.transport.protocol", server.protocol());
    properties.setProperty(prefix + "host", server.host());
    properties.setProperty(prefix + "port", Integer.toString(server.port()));
    properties.setProperty(prefix + "connectiontimeout", millis);
    properties.setProperty(prefix + "timeout", millis);
    properties.setProperty(prefix + "writetimeout", millis);
    properties.setProperty(prefix + "localhost", helloName);
    properties.setProperty(prefix + "auth", Boolean.toString(server.user() != null));
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (sockets != null) {
      properties.put(prefix + "ssl.socketFactory", sockets);
    }
    boolean isRequired = server.encryption() == SmtpServer.Encryption.STARTTLS_REQUIRED;
    boolean isUsed = isRequired || server.encryption() == SmtpServer.Encryption.STARTTLS_OFFERED;
    properties.setProperty(prefix + "starttls.enable", Boolean.toString(isUsed));
    properties.setProperty(prefix + "starttls.required", Boolean.toString(isRequired));
    this.session = Session.getInstance(properties);
  }

  @Override
  public String name() {
    return server.toString();
  }

  @Override
  public Outcome send(ComposedLetter letter) {
    try {
      Transport transport = session.getTransport();
      try {
        transport.connect(server.host(), server.port(), server.user(), server.password());
        transport.sendMessage(letter.message(), letter.message().getAllRecipients());
      } finally {
        close(transport);
      }
      return new Outcome.Taken();
    } catch (MessagingException failure) {
      return outcome(failure);
    }
  }

  /** The letter is gone by then, or not; what goes wrong afterwards changes nothing about it. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException _) {
      // The connection is given up either way.
    }
  }

  private static Outcome outcome(MessagingException failure) {
    Exception reason = failure;
    while (reason instanceof MessagingException outer
        && codeOf(outer) == 0
        && outer.getNextException() != null) {
      reason = outer.getNextException();
    }
    boolean isForGood = reason instanceof MessagingException known && codeOf(known) / 100 == 5;
    String error = inWords(reason);
    return isForGood ? new Outcome.Hopeless(error) : new Outcome.Failed(error);
  }

  private static int codeOf(MessagingException failure) {
    return switch (failure) {
      case SMTPAddressFailedException reader -> reader.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case SMTPSendFailedException letter -> letter.getReturnCode();
      default -> 0;
    };
  }

  /** What servers say may name the reader, who is to be forgotten. */
  private static String inWords(Exception reason) {
    String words = "The mail server did not take it: " + reason.getMessage();
    String line = Templates.oneLine(ADDRESS.matcher(words).replaceAll("(address)"), LONGEST_ERROR);
    return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) : line;
  }
}
