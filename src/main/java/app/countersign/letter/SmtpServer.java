package app.countersign.letter;

import app.countersign.platform.db.source.StartRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, as its URL names it.
 *
 * @param encryption when the connection is encrypted
 * @param user who signs in; null where nobody does
 */
record SmtpServer(
    String host,
    int port,
    Encryption encryption,
    @Nullable String user,
    @Nullable String password) {
  private static final String PROPERTY = "countersign.mail.smtp-url ";

  /** When a connection is encrypted. */
  enum Encryption {
    /** From its first byte. */
    TLS,
    /** After STARTTLS, or not used at all. */
    STARTTLS_REQUIRED,
    /** After STARTTLS where the server offers it. */
    STARTTLS_OFFERED,
    /** Never. */
    NONE
  }

  /**
   * Reads the URL. A password is never sent unencrypted unless the URL says {@code starttls=none}.
   *
   * @throws StartRefused where it is none; without showing it, as it may hold a password
   */
  static SmtpServer of(String text) {
    URI url = uri(text);
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !(scheme.equals("smtp") || scheme.equals("smtps"))) {
      throw new StartRefused(PROPERTY + "must begin with smtp:// or smtps:// and name a host.");
    }
    String[] login = url.getRawUserInfo() == null ? null : url.getRawUserInfo().split(":", 2);
    boolean isTls = scheme.equals("smtps");
    Encryption encryption = isTls ? tls(url) : startTls(url, login != null);
    int usual = isTls ? 465 : 587;
    return new SmtpServer(
        url.getHost(),
        url.getPort() == -1 ? usual : url.getPort(),
        encryption,
        login == null ? null : decoded(login[0]),
        login == null || login.length == 1 ? null : decoded(login[1]));
  }

  /** The protocol's name in the properties of the mail library. */
  String protocol() {
    return encryption == Encryption.TLS ? "smtps" : "smtp";
  }

  private static URI uri(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException _) {
      throw new StartRefused(
          PROPERTY + "is no URL; special characters of a password are written as %40 and so on.");
    }
  }

  private static Encryption tls(URI url) {
    if (url.getQuery() != null) {
      throw new StartRefused(PROPERTY + "takes no starttls with smtps://.");
    }
    return Encryption.TLS;
  }

  private static Encryption startTls(URI url, boolean hasLogin) {
    String query = url.getQuery();
    if (query == null) {
      return hasLogin ? Encryption.STARTTLS_REQUIRED : Encryption.STARTTLS_OFFERED;
    }
    return switch (query) {
      case "starttls=required" -> Encryption.STARTTLS_REQUIRED;
      case "starttls=offered" -> {
        if (hasLogin) {
          throw new StartRefused(PROPERTY + "needs starttls=required where it holds a password.");
        }
        yield Encryption.STARTTLS_OFFERED;
      }
      case "starttls=none" -> Encryption.NONE;
      default ->
          throw new StartRefused(PROPERTY + "takes starttls=required, offered or none, no other.");
    };
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new StartRefused(PROPERTY + "has a % that is not followed by two digits.");
    }
  }

  /** Without the login. */
  @Override
  public String toString() {
    return "%s://%s:%d".formatted(protocol(), host, port);
  }
}
