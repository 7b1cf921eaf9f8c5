package app.countersign.platform.stream;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How streams of rows are kept up to date.
 *
 * @param pollEvery how often a stream looks for rows when nothing was announced
 * @param readWithin how long one look may take
 */
@ConfigurationProperties("countersign.stream")
public record StreamConfiguration(
    @Bindable(defaultValue = "15s") Duration pollEvery,
    @Bindable(defaultValue = "10s") Duration readWithin) {}
