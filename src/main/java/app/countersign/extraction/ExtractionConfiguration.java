package app.countersign.extraction;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * How terms are read.
 *
 * @param order who is asked, one after another, where a caller names nobody
 * @param deadline how long a reading may take in all, whatever the request allows
 */
@ConfigurationProperties("countersign.extraction")
record ExtractionConfiguration(
    @Bindable(defaultValue = "RULES") List<ExtractionProvider> order,
    @Bindable(defaultValue = "10s") Duration deadline) {}
