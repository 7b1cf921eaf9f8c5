package app.countersign.platform.db.source;

import io.micronaut.context.env.Environment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name and password that the pool signs in with.
 *
 * @param isOurs whether the server makes the login and keeps its password; otherwise somebody else
 *     does
 */
public record ServingLogin(String user, String password, boolean isOurs) {
  /** The login that the server makes where none is given. */
  public static final String DEFAULT_USER = "countersign_app";

  private static final String PURPOSE = "database serving role";

  /**
   * The login of {@code JDBC_SERVING_USER}, or our own with a password derived from the signing
   * secret, so that several servers agree on it without telling each other.
   */
  public static ServingLogin of(Environment environment) {
    Optional<String> user = DatabaseProperty.SERVING_USER.find(environment);
    Optional<String> password = DatabaseProperty.SERVING_PASSWORD.find(environment);
    if (user.isPresent() != password.isPresent()) {
      throw new StartRefused(
          "JDBC_SERVING_USER and JDBC_SERVING_PASSWORD go together; one is not set.");
    }
    if (user.isPresent()) {
      return new ServingLogin(user.get(), password.orElse(""), false);
    }
    return derived(secret(environment));
  }

  /** Our own login with the password that follows from a secret. */
  public static ServingLogin derived(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      byte[] password = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
      return new ServingLogin(DEFAULT_USER, HexFormat.of().formatHex(password), true);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("HmacSHA256 is part of every Java platform.", problem);
    }
  }

  // Outside of production there may be no secret: what knows the owner's password may know this
  // one,
  // and a server that asks the owner for none asks nobody.
  private static String secret(Environment environment) {
    return DatabaseProperty.SIGNING_SECRET
        .find(environment)
        .or(() -> DatabaseProperty.PASSWORD.find(environment))
        .orElse("countersign");
  }

  @Override
  public String toString() {
    return user;
  }
}
