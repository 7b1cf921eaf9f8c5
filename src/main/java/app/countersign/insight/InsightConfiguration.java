package app.countersign.insight;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How often insights are made.
 *
 * @param every how often it is looked whose data changed
 * @param sweep how often it is looked whose insights are old, and whose the warehouse should be
 *     asked about
 * @param remake insights older than this are made again though no data changed
 * @param outsideEvery how often the warehouse is asked about one customer
 * @param outsideMost about how many customers the warehouse is asked at most in one sweep
 */
@ConfigurationProperties("countersign.insights")
public record InsightConfiguration(
    @Bindable(defaultValue = "PT5S") Duration every,
    @Bindable(defaultValue = "PT15M") Duration sweep,
    @Bindable(defaultValue = "PT24H") Duration remake,
    @Bindable(defaultValue = "PT6H") Duration outsideEvery,
    @Bindable(defaultValue = "500") int outsideMost) {}
