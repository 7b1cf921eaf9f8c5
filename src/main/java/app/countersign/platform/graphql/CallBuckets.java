package app.countersign.platform.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One bucket of calls for each caller, in this server's memory: what a minute allows may be used at
 * once, then it comes back evenly. Callers that are not seen for a while are full again anyway.
 */
public final class CallBuckets {
  private static final int MOST_CALLERS = 100_000;
  private static final int NETWORK_BYTES = 8;

  private final String name;
  private final int perMinute;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_CALLERS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * @param name tells the limit in a refusal
   * @param perMinute how many calls of one caller a minute allows
   */
  public CallBuckets(String name, int perMinute) {
    this.name = name;
    this.perMinute = perMinute;
  }

  /** Takes one call of the caller, or refuses it with RATE_LIMITED. */
  public void take(String caller) {
    ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw refusal(probe.getNanosToWaitForRefill());
    }
  }

  /** Refuses with RATE_LIMITED when the caller has no call left; takes none. */
  public void check(String caller) {
    Bucket bucket = buckets.getIfPresent(caller);
    if (bucket != null && bucket.getAvailableTokens() < 1) {
      throw refusal(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
  }

  /**
   * As which caller an address counts: IPv6 by its network of 64 bits, for one customer has as many
   * addresses as wanted.
   */
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
  }

  private Bucket bucket(String caller) {
    return buckets.get(
        caller,
        fresh ->
            Bucket.builder()
                .addLimit(
                    limit ->
                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build());
  }

  private RequestError refusal(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos) + 1;
    return new RequestError(
        RequestErrorCode.RATE_LIMITED,
        "Too many requests: at most %,d a minute. Try again in %d s.".formatted(perMinute, seconds),
        Map.of("limitName", name, "limit", perMinute, "retryAfterSeconds", seconds));
  }
}
