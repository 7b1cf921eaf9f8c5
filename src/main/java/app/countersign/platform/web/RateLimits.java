package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.CallBuckets;
import app.countersign.platform.graphql.RequestError;
import jakarta.inject.Singleton;

/**
 * Counts requests per actor and per address, in this server's memory, whatever they ask for. What
 * single mutations are limited to is counted by {@link
 * app.countersign.platform.graphql.ActionLimits} beside it.
 */
@Singleton
public final class RateLimits {
  private final CallBuckets actors;
  private final CallBuckets addresses;
  private final CallBuckets failures;

  RateLimits(RateLimitConfiguration configuration) {
    this.actors = new CallBuckets("requestsPerActorPerMinute", configuration.perActorPerMinute());
    this.addresses =
        new CallBuckets(
            "anonymousRequestsPerAddressPerMinute", configuration.anonymousPerAddressPerMinute());
    this.failures =
        new CallBuckets(
            "failedTokensPerAddressPerMinute", configuration.failuresPerAddressPerMinute());
  }

  /** Takes one request of a signed-in actor, or refuses it with RATE_LIMITED. */
  public void take(Actor actor) {
    actors.take(actor.id().toString());
  }

  /** Takes one request of nobody in particular, or refuses it with RATE_LIMITED. */
  public void take(String address) {
    addresses.take(CallBuckets.network(address));
  }

  /** Refuses with RATE_LIMITED when too many bad tokens came from the address. */
  public void checkFailures(String address) {
    failures.check(CallBuckets.network(address));
  }

  /** Notes a bad token. */
  public void takeFailure(String address) {
    failures.take(CallBuckets.network(address));
  }

  /** How long a refused caller should wait, in whole seconds, from the refusal's details. */
  static String retryAfter(RequestError refusal) {
    return String.valueOf(refusal.details().getOrDefault("retryAfterSeconds", 1L));
  }
}
