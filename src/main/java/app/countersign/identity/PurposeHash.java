package app.countersign.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with a key for one purpose alone, made from the signing secret. */
final class PurposeHash {
  private static final String ALGORITHM = "HmacSHA256";

  private final SigningKeys keys;
  private final byte[] purpose;

  PurposeHash(SigningKeys keys, String purpose) {
    this.keys = keys;
    this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
  }

  byte[] of(byte[] text) {
    return hash(keys.current(), text);
  }

  /** Whether it is the text's, made with the secret of today or one that is still accepted. */
  boolean isOf(byte[] hash, byte[] text) {
    return keys.all().stream().anyMatch(key -> MessageDigest.isEqual(hash, hash(key, text)));
  }

  private byte[] hash(SigningKeys.Key key, byte[] text) {
    return mac(mac(key.secret(), purpose), text);
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
