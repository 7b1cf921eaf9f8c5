package app.countersign.knot;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a report comes from Knot: names and values of three headers and two fields of the body,
 * joined by {@code |}, under HMAC-SHA256 with the secret, in base64. The rest of the body is not
 * covered.
 */
@Singleton
@Requires(beans = KnotConfiguration.class)
public class KnotSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCRYPTION_TYPE = "HMAC-SHA256";

  private final List<SecretKeySpec> keys;

  KnotSignature(KnotConfiguration configuration) {
    this.keys =
        configuration.secrets().stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
            .toList();
  }

  /**
   * What is signed, as it came.
   *
   * @param bodyBytes how many the body really has
   */
  public record Signed(
      @Nullable String contentLength,
      @Nullable String contentType,
      @Nullable String encryptionType,
      int bodyBytes) {}

  /** Whether the signature is of one of the secrets, the current or the previous one. */
  public boolean isRight(Signed signed, KnotReport report, @Nullable String signature) {
    if (signature == null
        || signed.contentType() == null
        || !ENCRYPTION_TYPE.equals(signed.encryptionType())
        || !Integer.toString(signed.bodyBytes()).equals(signed.contentLength())) {
      return false;
    }
    byte[] text = text(signed, report).getBytes(StandardCharsets.UTF_8);
    byte[] given = signature.strip().getBytes(StandardCharsets.UTF_8);
    boolean isRight = false;
    for (SecretKeySpec key : keys) {
      // All of them each time, so that the time tells nothing.
      isRight |= MessageDigest.isEqual(Base64.getEncoder().encode(hash(key, text)), given);
    }
    return isRight;
  }

  private static String text(Signed signed, KnotReport report) {
    String session = report.sessionId() == null ? "" : "|session_id|" + report.sessionId();
    return "Content-Length|%s|Content-Type|%s|Encryption-Type|%s|event|%s%s"
        .formatted(
            signed.contentLength(),
            signed.contentType(),
            signed.encryptionType(),
            report.event(),
            session);
  }

  private static byte[] hash(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
    }
  }
}
