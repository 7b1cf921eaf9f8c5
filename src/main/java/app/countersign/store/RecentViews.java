package app.countersign.store;

import app.countersign.platform.access.Actor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Which views are on record, for as long as an answer may be kept. The parts that a reader asks for
 * while somebody turns pages belong to the view before them; a part without one is a view itself,
 * wherever it starts.
 */
@Singleton
final class RecentViews {
  /** How long a browser may keep a document without asking again. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final int MOST = 100_000;

  private record View(UUID actorId, String contractId, String etag) {}

  private final Cache<View, Boolean> views;

  RecentViews(Clock clock) {
    this.views =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /** Whether the same content is being viewed already by the same person. */
  boolean isContinued(Actor actor, String contractId, String etag) {
    return views.getIfPresent(new View(actor.id(), contractId, etag)) != null;
  }

  /** Remembers a view that is on record. */
  void add(Actor actor, String contractId, String etag) {
    views.put(new View(actor.id(), contractId, etag), true);
  }
}
