package app.countersign.platform.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many requests are taken in a minute; a caller may use them at once, then they come back
 * evenly.
 *
 * @param perActorPerMinute of one signed-in actor, from wherever
 * @param anonymousPerAddressPerMinute of one address without signing in
 * @param failuresPerAddressPerMinute with a token that is not good, of one address; after that no
 *     token is looked at from there
 */
@ConfigurationProperties("countersign.rate-limit")
public record RateLimitConfiguration(
    @Bindable(defaultValue = "1200") int perActorPerMinute,
    @Bindable(defaultValue = "600") int anonymousPerAddressPerMinute,
    @Bindable(defaultValue = "120") int failuresPerAddressPerMinute) {}
