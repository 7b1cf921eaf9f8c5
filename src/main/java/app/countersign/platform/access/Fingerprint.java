package app.countersign.platform.access;

/**
 * A keyed hash of what a caller sent. What is kept of an input may be read by whoever gets hold of
 * the table, and an input may hold a password: without the key it cannot be guessed at.
 */
public interface Fingerprint {
  /** The fingerprint, the same for the same bytes on every server with the same secret. */
  byte[] of(byte[] input);

  /** Whether the fingerprint is of these bytes, also when the secret has been rotated since. */
  boolean isOf(byte[] fingerprint, byte[] input);
}
