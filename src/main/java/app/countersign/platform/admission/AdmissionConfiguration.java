package app.countersign.platform.admission;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How many GraphQL requests over HTTP this server takes at once. Twice the pool's connections keep
 * the database busy; more would only wait inside.
 *
 * @param running requests worked on side by side
 * @param waiting requests that wait for one of them to end; those that come when so many wait are
 *     sent away at once, and then for a second only a quarter of it may wait
 * @param longestWait the longest that one waits, from when it came in
 */
@ConfigurationProperties("countersign.admission")
public record AdmissionConfiguration(
    @Bindable(defaultValue = "20") int running,
    @Bindable(defaultValue = "44") int waiting,
    @Bindable(defaultValue = "2s") Duration longestWait) {}
