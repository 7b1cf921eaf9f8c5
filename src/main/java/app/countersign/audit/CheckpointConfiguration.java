package app.countersign.audit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where signed checkpoints of the audit trail are kept, out of reach of whoever owns the database.
 *
 * @param folder on another disk, best on one that is written once; omitted: beside an embedded
 *     database, else none are kept. Servers that share a database share it too, or each keeps
 *     checkpoints of its own
 * @param every how long after one the next is made, if anything happened
 * @param verifyEvery how long after one check of the whole trail the next is made
 */
@ConfigurationProperties("countersign.audit.checkpoint")
record CheckpointConfiguration(
    @Nullable String folder,
    @Bindable(defaultValue = "PT5M") Duration every,
    @Bindable(defaultValue = "PT24H") Duration verifyEvery) {}
