package app.countersign.identity;

import app.countersign.platform.access.Fingerprint;
import jakarta.inject.Singleton;

/** Fingerprints that only who knows the server's own secret can make. */
@Singleton
final class SecretFingerprint implements Fingerprint {
  private final PurposeHash hash;

  SecretFingerprint(SigningKeys keys) {
    this.hash = new PurposeHash(keys, "idempotent input");
  }

  @Override
  public byte[] of(byte[] input) {
    return hash.of(input);
  }

  @Override
  public boolean isOf(byte[] fingerprint, byte[] input) {
    return hash.isOf(fingerprint, input);
  }
}
