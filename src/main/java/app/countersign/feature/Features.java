package app.countersign.feature;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/**
 * What is switched on, each by {@code countersign.features} and its name, such as {@code knot}.
 *
 * @param isKnotOn linked merchant accounts
 * @param isAiOn language models word the assistant's answers where a provider is configured
 * @param isWarehouseOn insights of a data warehouse stand beside our own
 * @param isSocialOn what people write about a product is looked up
 */
@Singleton
public record Features(
    @Property(name = "countersign.features.knot", defaultValue = "false") boolean isKnotOn,
    @Property(name = "countersign.features.ai", defaultValue = "true") boolean isAiOn,
    @Property(name = "countersign.features.warehouse", defaultValue = "false")
        boolean isWarehouseOn,
    @Property(name = "countersign.features.social", defaultValue = "false") boolean isSocialOn) {}
