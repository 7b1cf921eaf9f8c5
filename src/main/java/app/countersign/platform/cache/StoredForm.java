package app.countersign.platform.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What stands under a value's key: the token of the cache, a mark, and the value. */
final class StoredForm {
  private static final int TOKEN_LENGTH = 36;
  private static final byte VALUE = '=';
  private static final byte ABSENT = '-';

  private StoredForm() {}

  /** All but the token. */
  static <V> byte[] body(Kept<V> kept, CacheCodec<V> codec) {
    return switch (kept) {
      case Kept.Absent<V> _ -> new byte[] {ABSENT};
      case Kept.Value<V>(V value) -> {
        byte[] written = codec.write(value);
        byte[] body = new byte[written.length + 1];
        body[0] = VALUE;
        System.arraycopy(written, 0, body, 1, written.length);
        yield body;
      }
    };
  }

  /**
   * What is kept; null where the cache was given up since.
   *
   * @throws IllegalArgumentException where it is something else
   */
  static <V> @Nullable Kept<V> read(byte[] stored, String token, CacheCodec<V> codec) {
    byte mark = stored.length > TOKEN_LENGTH ? stored[TOKEN_LENGTH] : 0;
    if (mark != VALUE && mark != ABSENT) {
      throw new IllegalArgumentException("Not a value of a cache.");
    }
    if (!token.equals(new String(stored, 0, TOKEN_LENGTH, StandardCharsets.UTF_8))) {
      return null;
    }
    return mark == ABSENT
        ? new Kept.Absent<>()
        : new Kept.Value<>(codec.read(Arrays.copyOfRange(stored, TOKEN_LENGTH + 1, stored.length)));
  }
}
