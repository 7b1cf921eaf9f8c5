package app.countersign.platform.access;

/**
 * The server's signature under something it lets out of its hands and wants to know again: whoever
 * has neither the server's secret nor the server cannot make one.
 */
public interface Seal {
  /** The seal of this text, the same on every server with the same secret. */
  byte[] of(byte[] text);

  /** Whether the seal is of this text, also when the secret has been rotated since. */
  boolean isOf(byte[] seal, byte[] text);
}
