package app.countersign.platform.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What Redis does in one step. The keys are those of the value, of its token and of the cache's
 * token.
 */
final class RedisScripts {
  /** Seen token of the key, seen token of the cache, a new token, value, milliseconds to live. */
  static final String WRITE =
      """
      local ofKey = redis.call('GET', KEYS[2]) or ''
      local ofCache = redis.call('GET', KEYS[3]) or ''
      if ofKey ~= ARGV[1] or ofCache ~= ARGV[2] then return 0 end
      if ofCache == '' then
        ofCache = ARGV[3]
        redis.call('SET', KEYS[3], ofCache)
      end
      redis.call('SET', KEYS[1], ofCache .. ARGV[4], 'PX', ARGV[5])
      return 1
      """;

  /** A new token, its milliseconds to live, value, milliseconds to live. */
  static final String OVERWRITE =
      """
      redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
      local ofCache = redis.call('GET', KEYS[3])
      if not ofCache then
        ofCache = ARGV[1]
        redis.call('SET', KEYS[3], ofCache)
      end
      redis.call('SET', KEYS[1], ofCache .. ARGV[3], 'PX', ARGV[4])
      return 1
      """;

  /** A new token, its milliseconds to live. */
  static final String REMOVE =
      """
      redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
      return redis.call('DEL', KEYS[1])
      """;

  private RedisScripts() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] millis(Duration duration) {
    return text(Long.toString(duration.toMillis()));
  }
}
