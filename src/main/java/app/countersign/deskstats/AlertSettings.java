package app.countersign.deskstats;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;

/**
 * When an alert is raised: above each of these, never at it.
 *
 * @param decisions approvals and rejections of a day, below which their shares say nothing
 * @param rejectionShare the share of rejections among them, 0 to 1
 * @param pending items waiting
 * @param guardrailFailures items of a day that failed a guardrail
 * @param openFlags flags nobody has resolved
 */
@ConfigurationProperties("countersign.alerts")
public record AlertSettings(
    @Bindable(defaultValue = "10") int decisions,
    @Bindable(defaultValue = "0.20") BigDecimal rejectionShare,
    @Bindable(defaultValue = "50") int pending,
    @Bindable(defaultValue = "5") int guardrailFailures,
    @Bindable(defaultValue = "0") int openFlags) {}
