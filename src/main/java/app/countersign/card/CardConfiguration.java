package app.countersign.card;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * How cards are kept.
 *
 * @param catalogue the path of a catalogue file of one's own; null for the examples that come along
 * @param mostCards how many cards a person may have
 */
@ConfigurationProperties("countersign.cards")
record CardConfiguration(
    @Nullable String catalogue, @Bindable(defaultValue = "50") int mostCards) {}
