package app.countersign.platform.cache;

import org.jspecify.annotations.Nullable;

/** What a store holds under a key. */
sealed interface Kept<V> {
  /** A value. */
  record Value<V>(V value) implements Kept<V> {}

  /** That there is none. */
  record Absent<V>() implements Kept<V> {}

  static <V> Kept<V> of(@Nullable V value) {
    return value == null ? new Absent<>() : new Value<>(value);
  }

  default @Nullable V orNull() {
    return switch (this) {
      case Value<V>(V value) -> value;
      case Absent<V> _ -> null;
    };
  }
}
