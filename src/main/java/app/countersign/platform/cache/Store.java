package app.countersign.platform.cache;

import org.jspecify.annotations.Nullable;

/** Where a cache's values are. Nothing here throws: what fails is counted and reads as a miss. */
interface Store<V> {
  /**
   * Whether values are in this process, so that reading costs nothing and others have their own.
   */
  boolean isNear();

  Reading<V> read(String key);

  /** Keeps a value, unless something was invalidated under its key since the reading. */
  void write(String key, Kept<V> kept, Reading<V> since);

  /** Keeps a value whatever was there. */
  void overwrite(String key, Kept<V> kept);

  /** Gives up the value, and waits until it is gone. */
  void remove(String key);

  /** Gives up the value without waiting. */
  void removeSoon(String key);

  /** Gives up everything that is in this process. */
  void clear();

  /**
   * What was found.
   *
   * @param kept null where nothing was
   * @param seen by what the store knows whether something changed since; null where it does not
   */
  record Reading<V>(@Nullable Kept<V> kept, @Nullable Object seen) {
    static <V> Reading<V> nothing() {
      return new Reading<>(null, null);
    }
  }
}
