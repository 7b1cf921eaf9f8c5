package app.countersign.platform.cache;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where caches keep their values.
 *
 * @param uri of Redis, {@code redis://…} or {@code rediss://…}; null keeps values in process
 * @param timeout the longest that one question to Redis may take
 * @param pause how long Redis is left alone after it failed
 * @param prefix what every key in Redis begins with; servers of one product share it
 */
@ConfigurationProperties("countersign.cache.redis")
public record CacheConfiguration(
    @Nullable String uri,
    @Bindable(defaultValue = "PT0.05S") Duration timeout,
    @Bindable(defaultValue = "PT1S") Duration pause,
    @Bindable(defaultValue = "countersign") String prefix) {
  @Override
  public String toString() {
    return uri == null ? "in process" : "in Redis";
  }
}
