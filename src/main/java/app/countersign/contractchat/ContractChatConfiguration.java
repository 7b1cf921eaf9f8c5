package app.countersign.contractchat;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How questions about contracts are answered.
 *
 * @param keep how long a conversation is there after its last message
 * @param deadline the most that one answer may take, waiting for its turn included
 * @param answersAtOnce how many answers one server writes side by side
 * @param stalledAfter when an answer that is still pending has lost its server
 */
@ConfigurationProperties("countersign.contract-chat")
record ContractChatConfiguration(
    @Bindable(defaultValue = "PT4H") Duration keep,
    @Bindable(defaultValue = "PT15S") Duration deadline,
    @Bindable(defaultValue = "32") int answersAtOnce,
    @Bindable(defaultValue = "PT60S") Duration stalledAfter) {}
