package app.countersign.platform.db;

import java.util.List;

/**
 * The order of a list. The last key is the id, so that no two rows stand at the same place.
 *
 * @param name what cursors of this order carry: unique per list and order, for example {@code
 *     recommendations.NEWEST}; a cursor of another order is refused
 * @param keys the keys, most significant first
 */
public record Sort(String name, List<Key> keys) {
  /** Copies the keys and holds the last one to a type that ids have. */
  public Sort {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("The order " + name + " has no keys.");
    }
    KeyType<?> last = keys.getLast().type();
    if (last != KeyType.UUID && last != KeyType.TEXT && last != KeyType.INTEGER) {
      throw new IllegalArgumentException("The order " + name + " does not end in an id.");
    }
  }

  /** The order of the given keys; the last one is the id. */
  public static Sort by(String name, Key... keys) {
    return new Sort(name, List.of(keys));
  }
}
