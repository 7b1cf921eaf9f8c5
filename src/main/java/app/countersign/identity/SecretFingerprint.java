package app.countersign.identity;

import app.countersign.platform.access.Fingerprint;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with a key of its own, made from the signing secret. */
@Singleton
final class SecretFingerprint implements Fingerprint {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "idempotent input".getBytes(StandardCharsets.UTF_8);

  private final SigningKeys keys;

  SecretFingerprint(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] of(byte[] input) {
    return hash(keys.current(), PURPOSE, input);
  }

  @Override
  public boolean isOf(byte[] fingerprint, byte[] input) {
    return keys.all().stream()
        .anyMatch(key -> MessageDigest.isEqual(fingerprint, hash(key, PURPOSE, input)));
  }

  /** With a key that is for this purpose alone. */
  static byte[] hash(SigningKeys.Key key, byte[] purpose, byte[] input) {
    return mac(mac(key.secret(), purpose), input);
  }

  private static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, missing);
    }
  }
}
