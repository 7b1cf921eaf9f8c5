package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests per actor and per address, in this server's memory. IPv6 callers count by their
 * network of 64 bits, for one customer has as many addresses as wanted.
 */
@Singleton
public final class RateLimits {
  private static final int MOST_CALLERS = 100_000;
  private static final int NETWORK_BYTES = 8;

  private final Counter actors;
  private final Counter addresses;
  private final Counter failures;

  RateLimits(RateLimitConfiguration configuration) {
    this.actors = new Counter("requestsPerActorPerMinute", configuration.perActorPerMinute());
    this.addresses =
        new Counter(
            "anonymousRequestsPerAddressPerMinute", configuration.anonymousPerAddressPerMinute());
    this.failures =
        new Counter("failedTokensPerAddressPerMinute", configuration.failuresPerAddressPerMinute());
  }

  /** Takes one request of a signed-in actor, or refuses it with RATE_LIMITED. */
  public void take(Actor actor) {
    actors.take(actor.id().toString());
  }

  /** Takes one request of nobody in particular, or refuses it with RATE_LIMITED. */
  public void take(String address) {
    addresses.take(network(address));
  }

  /** Refuses with RATE_LIMITED when too many bad tokens came from the address. */
  public void checkFailures(String address) {
    failures.check(network(address));
  }

  /** Notes a bad token. */
  public void takeFailure(String address) {
    failures.take(network(address));
  }

  /** How long a refused caller should wait, in whole seconds, from the refusal's details. */
  static String retryAfter(RequestError refusal) {
    return String.valueOf(refusal.details().getOrDefault("retryAfterSeconds", 1L));
  }

  private static String network(String address) {
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

  /** One bucket for each caller; those not seen for a while are full again anyway. */
  private static final class Counter {
    private final String name;
    private final int perMinute;
    private final Cache<String, Bucket> buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    Counter(String name, int perMinute) {
      this.name = name;
      this.perMinute = perMinute;
    }

    void take(String caller) {
      ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        throw refusal(probe.getNanosToWaitForRefill());
      }
    }

    void check(String caller) {
      Bucket bucket = buckets.getIfPresent(caller);
      if (bucket != null && bucket.getAvailableTokens() < 1) {
        throw refusal(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
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
          "Too many requests: at most %,d a minute. Try again in %d s."
              .formatted(perMinute, seconds),
          Map.of("limitName", name, "limit", perMinute, "retryAfterSeconds", seconds));
    }
  }
}
