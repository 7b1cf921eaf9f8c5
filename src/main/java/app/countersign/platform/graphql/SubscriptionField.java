package app.countersign.platform.graphql;

import java.util.concurrent.Flow;
import java.util.function.Function;

/** How one field of Subscription gets its events. */
record SubscriptionField(Function<Call, Flow.Publisher<?>> open) {}
