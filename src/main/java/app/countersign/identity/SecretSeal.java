package app.countersign.identity;

import app.countersign.platform.access.Seal;
import jakarta.inject.Singleton;

/** Seals of the server's own secret. */
@Singleton
final class SecretSeal implements Seal {
  private final PurposeHash hash;

  SecretSeal(SigningKeys keys) {
    this.hash = new PurposeHash(keys, "audit checkpoint");
  }

  @Override
  public byte[] of(byte[] text) {
    return hash.of(text);
  }

  @Override
  public boolean isOf(byte[] seal, byte[] text) {
    return hash.isOf(seal, text);
  }
}
