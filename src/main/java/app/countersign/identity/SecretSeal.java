package app.countersign.identity;

import app.countersign.platform.access.Seal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** HMAC-SHA-256 with a key of its own, made from the signing secret. */
@Singleton
final class SecretSeal implements Seal {
  private static final byte[] PURPOSE = "audit checkpoint".getBytes(StandardCharsets.UTF_8);

  private final SigningKeys keys;

  SecretSeal(SigningKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] of(byte[] text) {
    return SecretFingerprint.hash(keys.current(), PURPOSE, text);
  }

  @Override
  public boolean isOf(byte[] seal, byte[] text) {
    return keys.all().stream()
        .anyMatch(key -> MessageDigest.isEqual(seal, SecretFingerprint.hash(key, PURPOSE, text)));
  }
}
