package app.countersign.store;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Where documents are kept and how many are read at once.
 *
 * @param folder of the local store; else {@code data/documents} beside the checkout or where the
 *     server was started
 * @param mostDownloads how many documents are sent at once by this server
 */
@ConfigurationProperties("countersign.store")
public record StoreConfiguration(
    @Nullable String folder, @Bindable(defaultValue = "64") int mostDownloads) {}
