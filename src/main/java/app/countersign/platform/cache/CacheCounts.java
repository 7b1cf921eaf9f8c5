package app.countersign.platform.cache;

import org.jspecify.annotations.Nullable;

/**
 * What a cache did on this server since it started.
 *
 * @param name the cache's name
 * @param hitCount lookups answered from the cache
 * @param missCount lookups that were not, those that waited for another's load included
 * @param errorCount operations of the store that failed, and stored values that could not be read
 * @param evictionCount values given up for room or age; in Redis this is not known and 0
 * @param hitRate hits among all lookups, 0 to 1; null where there were none
 */
public record CacheCounts(
    String name,
    long hitCount,
    long missCount,
    long errorCount,
    long evictionCount,
    @Nullable Double hitRate) {
  static CacheCounts of(String name, long hits, long misses, long errors, long evictions) {
    long lookups = hits + misses;
    Double rate = lookups == 0 ? null : (double) hits / lookups;
    return new CacheCounts(name, hits, misses, errors, evictions, rate);
  }
}
