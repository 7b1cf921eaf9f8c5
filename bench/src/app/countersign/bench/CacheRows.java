package app.countersign.bench;

import app.countersign.store.DocumentLocator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often a contract is found in memory while contracts are wanted as people want things: the
 * k-th most wanted 1/k as often as the first. Asked through the service that finds a contract's
 * PDF, which looks where {@code contract(id)} looks and leaves no record; the figures are those of
 * {@code systemMetrics}.
 */
final class CacheRows {
  private static final int WINDOW = 100_000;
  private static final int WINDOWS = 8;
  private static final double WANTED = 0.9;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long SEED = 17;

  private final Scene scene;
  private final DocumentLocator locator;

  CacheRows(Scene scene) {
    this.scene = scene;
    this.locator = scene.server().bean(DocumentLocator.class);
  }

  private record Counts(long hits, long misses) {
    double rateSince(Counts before) {
      double found = hits - before.hits;
      return found / (found + misses - before.misses);
    }
  }

  void measure() throws Exception {
    int keys = scene.data().contracts();
    Zipf zipf = new Zipf(keys, SEED);
    Counts before = counts();
    int lookups = 0;
    double seconds = 0;
    int reached = 0;
    double rate = 0;
    for (int window = 0; window < WINDOWS; window++) {
      Sample sample = ask(zipf, window);
      Counts after = counts();
      rate = after.rateSince(before);
      before = after;
      lookups += WINDOW;
      seconds += sample.elapsedNanos() / NANOS_PER_SECOND;
      scene
          .report()
          .add(
              "contract cache, Zipf s=1 over %,d: lookups to %,d, %.0f s"
                  .formatted(keys, lookups, seconds),
              rate * 100,
              "% hits",
              null);
      if (reached == 0 && rate >= WANTED) {
        reached = lookups;
      }
    }
    scene
        .report()
        .add(
            "contract cache, Zipf: the last %,d of %,d lookups".formatted(WINDOW, lookups),
            rate * 100,
            "% hits",
            ">= 90: " + (rate >= WANTED ? "met" : "MISSED"));
    scene
        .report()
        .add(
            "contract cache: lookups until a window reached 90 % (0: never)",
            reached, "lookups", null);
  }

  private Sample ask(Zipf zipf, int window) throws Exception {
    return Stopwatch.time(
        scene.options().clients(),
        WINDOW,
        caller -> {
          SplittableRandom random = new SplittableRandom(SEED + 1_000L * window + caller);
          return _ ->
              locator.locate(scene.inProcess().actor(), BenchData.contract(zipf.draw(random)));
        });
  }

  private Counts counts() throws Exception {
    for (JsonNode cache :
        scene.client().tree(Operations.CACHES, Map.of()).at("/systemMetrics/caches")) {
      if (cache.path("name").asText().equals("contract")) {
        return new Counts(cache.path("hitCount").asLong(), cache.path("missCount").asLong());
      }
    }
    throw new IllegalStateException("there is no cache of contracts");
  }
}
