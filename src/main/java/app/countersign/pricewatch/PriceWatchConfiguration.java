package app.countersign.pricewatch;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How prices are kept.
 *
 * @param mostProducts how many products a person may track
 * @param mostPrices how many prices may be recorded of each
 */
@ConfigurationProperties("countersign.price-watch")
record PriceWatchConfiguration(
    @Bindable(defaultValue = "200") int mostProducts,
    @Bindable(defaultValue = "10000") int mostPrices) {}
