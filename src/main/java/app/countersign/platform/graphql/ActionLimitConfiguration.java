package app.countersign.platform.graphql;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Other numbers for one {@link ActionLimit}: {@code
 * countersign.rate-limit.actions.<name>.per-actor-per-minute} and {@code ….per-address-per-minute}.
 *
 * @param name the limit's, in kebab case
 * @param perActorPerMinute null leaves the feature's own number, 0 takes the limit away
 * @param perAddressPerMinute the same
 */
@EachProperty("countersign.rate-limit.actions")
record ActionLimitConfiguration(
    @Parameter String name,
    @Nullable Integer perActorPerMinute,
    @Nullable Integer perAddressPerMinute) {}
