package app.countersign.platform.db;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562, section 5.7), which sort by the time they were made.
 * Each one is greater than every one this process made before it: the twelve bits after the
 * millisecond count within it (section 6.2, method 3, with a borrowed millisecond when they run
 * out), the other 62 are random and cannot be guessed.
 */
public final class Ids {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  /** A new id, greater than all before it. */
  public static UUID next() {
    long tick = LAST.updateAndGet(last -> Math.max(last + 1, now()));
    long high = (tick >>> COUNTER_BITS) << 16 | VERSION_7 | (tick & COUNTER_MASK);
    return new UUID(high, VARIANT | (RANDOM.nextLong() & RANDOM_MASK));
  }

  /** Milliseconds since 1970 with the fraction in twelve bits. */
  private static long now() {
    Instant now = Instant.now();
    long fraction = (long) (now.getNano() % NANOS_PER_MILLI) << COUNTER_BITS;
    return now.toEpochMilli() << COUNTER_BITS | fraction / NANOS_PER_MILLI;
  }
}
