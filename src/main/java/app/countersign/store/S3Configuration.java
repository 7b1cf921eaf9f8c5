package app.countersign.store;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bucket that takes the folder's place once it is named. Who the server is to S3 comes from the
 * chain of the AWS SDK: environment, profile, container or instance role.
 *
 * @param bucket its name
 * @param region its region; else what the SDK finds in the environment
 * @param endpoint of a store that speaks S3 but is not Amazon's
 * @param pathStyle whether the bucket is named in the path, as such stores often want
 * @param connectTimeout for a connection
 * @param readTimeout between two bytes
 * @param callTimeout until the first byte, every attempt together
 * @param attempts how often a call is tried, at least 1
 */
@ConfigurationProperties("countersign.store.s3")
public record S3Configuration(
    @Nullable String bucket,
    @Nullable String region,
    @Nullable URI endpoint,
    @Bindable(defaultValue = "false") boolean pathStyle,
    @Bindable(defaultValue = "2s") Duration connectTimeout,
    @Bindable(defaultValue = "10s") Duration readTimeout,
    @Bindable(defaultValue = "15s") Duration callTimeout,
    @Bindable(defaultValue = "2") int attempts) {}
