package app.countersign.platform.stream;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How streams of rows are kept up to date.
 *
 * @param pollEvery how often a stream looks for rows when nothing was announced
 * @param readWithin how long one look may take
 * @param reconnectAfter how long to wait before listening is tried again; doubled each time
 * @param reconnectAtMost the longest such wait
 */
@ConfigurationProperties("countersign.stream")
public record StreamConfiguration(
    @Bindable(defaultValue = "15s") Duration pollEvery,
    @Bindable(defaultValue = "10s") Duration readWithin,
    @Bindable(defaultValue = "100ms") Duration reconnectAfter,
    @Bindable(defaultValue = "30s") Duration reconnectAtMost) {}
