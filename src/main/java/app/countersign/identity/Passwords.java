package app.countersign.identity;

import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords by Argon2id with the library's current defaults, and holds them against hashes.
 */
@Singleton
class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 1 << 14;
  private static final int PASSES = 2;

  /** As the library's own defaults are, said here because the hash of nobody needs them too. */
  private final PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  private final AtomicLong comparisons = new AtomicLong();
  private final Semaphore attempts;
  private final long longestWaitMillis;
  private final String hashOfNobody;

  Passwords(SignInConfiguration configuration) {
    this.attempts = new Semaphore(configuration.concurrentAttempts());
    this.longestWaitMillis = configuration.longestWait().toMillis();
    this.hashOfNobody = hashOfNobody();
  }

  /**
   * A hash that no password is known for and that costs as much to compare with as any other. It is
   * drawn instead of made, which would hold up each start.
   */
  static String hashOfNobody() {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /**
   * Does the work of one attempt to sign in when few enough others are at it: each takes a core and
   * much memory. Nothing of the attempt has happened yet while it waits.
   *
   * @throws RequestError with UNAVAILABLE when it had to wait for too long
   */
  <R> R attempt(Supplier<R> work) {
    if (!acquired()) {
      throw new RequestError(
          RequestErrorCode.UNAVAILABLE, "Too many people sign in at once. Try again in a moment.");
    }
    try {
      return work.get();
    } finally {
      attempts.release();
    }
  }

  /** Whether the hash is of this password; without a hash the same work is done, for nothing. */
  boolean match(String password, @Nullable String hash) {
    comparisons.incrementAndGet();
    return encoder.matches(password, hash == null ? hashOfNobody : hash) && hash != null;
  }

  /**
   * The hash to keep. Not held back as attempts are: only administrators get here, inside a
   * transaction, whose connection an attempt may be waiting for.
   */
  String hash(String password) {
    return encoder.encode(password);
  }

  /** A new hash of the password where the kept one is weaker than today's; null where it is not. */
  @Nullable String stronger(String password, String hash) {
    return encoder.upgradeEncoding(hash) ? encoder.encode(password) : null;
  }

  /** How many passwords were held against a hash so far. */
  long comparisons() {
    return comparisons.get();
  }

  private boolean acquired() {
    try {
      return attempts.tryAcquire(longestWaitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
