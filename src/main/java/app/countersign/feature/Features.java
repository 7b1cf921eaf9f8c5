package app.countersign.feature;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What is switched on.
 *
 * @param isKnotOn linked merchant accounts
 * @param isAiOn language models word the assistant's answers where a provider is configured
 * @param isWarehouseOn insights of a data warehouse stand beside our own
 * @param isSocialOn what people write about a product is looked up
 */
@ConfigurationProperties("countersign.features")
public record Features(
    @Bindable(value = "knot", defaultValue = "false") boolean isKnotOn,
    @Bindable(value = "ai", defaultValue = "true") boolean isAiOn,
    @Bindable(value = "warehouse", defaultValue = "false") boolean isWarehouseOn,
    @Bindable(value = "social", defaultValue = "false") boolean isSocialOn) {}
