package app.countersign.platform.stream;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How streams of rows are kept up to date.
 *
 * @param pollEvery how often a stream looks for rows when nothing was announced
 * @param readWithin how long one look may take
 * @param gatherFor how long what comes after a look is gathered before the next, where many share
 *     it
 * @param betweenReads how long after a statement that read several topics the next one waits
 * @param windowRows rows of a topic that are kept for those who share its reading
 * @param windowFor how long they are kept
 */
@ConfigurationProperties("countersign.stream")
public record StreamConfiguration(
    @Bindable(defaultValue = "15s") Duration pollEvery,
    @Bindable(defaultValue = "10s") Duration readWithin,
    @Bindable(defaultValue = "50ms") Duration gatherFor,
    @Bindable(defaultValue = "20ms") Duration betweenReads,
    @Bindable(defaultValue = "500") int windowRows,
    @Bindable(defaultValue = "30s") Duration windowFor) {}
