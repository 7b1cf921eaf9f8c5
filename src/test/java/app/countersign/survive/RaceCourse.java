package app.countersign.survive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The items that many race over at once, and what they have been told of them. Everybody plays near
 * the same place, which moves on with the number of moves, so that each item is fought for.
 */
final class RaceCourse {
  private static final int WIDTH = 8;
  private static final int BACK = 200;

  private final List<UUID> items;
  private final int moves;
  private final AtomicInteger played = new AtomicInteger();
  private final Map<UUID, Integer> places = new HashMap<>();
  private final AtomicIntegerArray versions;
  private final AtomicReferenceArray<@Nullable String> flags;
  private final Queue<RaceAnswer> answers = new ConcurrentLinkedQueue<>();

  /**
   * A new one.
   *
   * @param moves how many are played by all together
   */
  RaceCourse(List<UUID> items, int moves) {
    this.items = List.copyOf(items);
    this.moves = moves;
    this.versions = new AtomicIntegerArray(items.size());
    this.flags = new AtomicReferenceArray<>(items.size());
    items.forEach(item -> places.put(item, places.size()));
  }

  /** The next move's number, or -1 where all are played. */
  int next() {
    int move = played.getAndIncrement();
    return move < moves ? move : -1;
  }

  /** An item near where the given move is played. */
  UUID near(int move, Random random) {
    return at((long) move * items.size() / moves + random.nextInt(WIDTH));
  }

  /** An item that was fought for a while ago. */
  UUID behind(int move, Random random) {
    return at((long) move * items.size() / moves - random.nextInt(Math.min(BACK, items.size())));
  }

  private UUID at(long place) {
    return items.get(Math.floorMod(place, items.size()));
  }

  /** The version that was last told of an item; null before any was. */
  @Nullable Integer version(UUID item) {
    int known = versions.get(places.get(item));
    return known == 0 ? null : known;
  }

  /** The last flag that was raised on an item; null where none was. */
  @Nullable String flag(UUID item) {
    return flags.get(places.get(item));
  }

  /** Keeps what somebody was told. */
  void told(RaceAnswer answer) {
    answers.add(answer);
    Integer place = answer.item() == null ? null : places.get(answer.item());
    if (place != null && answer.version() != null) {
      versions.set(place, answer.version());
    }
  }

  /** Keeps a flag that was raised. */
  void flagged(UUID item, JsonNode flag) {
    flags.set(places.get(item), flag.path("id").textValue());
  }

  Queue<RaceAnswer> answers() {
    return answers;
  }
}
