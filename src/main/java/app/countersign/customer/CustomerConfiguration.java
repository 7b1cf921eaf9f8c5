package app.countersign.customer;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How customers come in.
 *
 * @param verificationLifetime how long the token of a verifying letter is good
 * @param resetLifetime how long the token for a new password is good
 * @param letterInterval no second letter of a kind goes to one person within this time
 * @param answerTime what anybody may ask about an address is answered after this time, so that the
 *     time tells nothing; longer than the work takes
 */
@ConfigurationProperties("countersign.customers")
public record CustomerConfiguration(
    @Bindable(defaultValue = "PT48H") Duration verificationLifetime,
    @Bindable(defaultValue = "PT1H") Duration resetLifetime,
    @Bindable(defaultValue = "PT1M") Duration letterInterval,
    @Bindable(defaultValue = "PT0.5S") Duration answerTime) {}
