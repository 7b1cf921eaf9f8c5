/**
 * The one way to keep what was read: in process by default, in Redis where {@code
 * countersign.cache.redis.uri} names one.
 *
 * <p>Cached values carry no permission. Whoever asks a cache has checked before that the caller may
 * see what is asked for, and writes the audit trail whether or not the answer was cached.
 *
 * <p>A cache that fails never fails a request: its answer is then a miss, within the store's
 * timeout, and an error is counted.
 *
 * <p>What keeps servers coherent: a change calls {@link
 * app.countersign.platform.cache.Cache#invalidateAfterCommit} in its transaction, which tells all
 * servers through PostgreSQL at the commit. A value is kept only if nothing was invalidated under
 * its key since its load began, so a reader that was overtaken by a change keeps nothing. In Redis,
 * which all servers write to, the same is asked of the store itself: each invalidation leaves a
 * token, and a value is written only while the token is the one that was seen before the load.
 */
@NullMarked
package app.countersign.platform.cache;

import org.jspecify.annotations.NullMarked;
