package app.countersign.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that says nothing: 256 random bits behind a prefix that tells what it is for. It is kept
 * as its SHA-256 alone; being random, it needs no slow hash, and being looked up by its hash, no
 * comparison in constant time.
 */
record OpaqueToken(String text) {
  private static final int BYTES = 32;
  private static final Pattern RANDOM_PART = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static OpaqueToken random(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new OpaqueToken(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What a caller sent, unless it cannot be a token of that prefix. */
  static Optional<OpaqueToken> parse(String prefix, String text) {
    return text.startsWith(prefix) && RANDOM_PART.matcher(text.substring(prefix.length())).matches()
        ? Optional.of(new OpaqueToken(text))
        : Optional.empty();
  }

  byte[] hash() {
    return sha256(text);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is part of every Java platform.", impossible);
    }
  }

  @Override
  public String toString() {
    return "OpaqueToken[…]";
  }
}
