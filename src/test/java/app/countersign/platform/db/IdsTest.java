package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void anIdIsAVersion7UuidOfThisMillisecond() {
    long before = Instant.now().toEpochMilli();

    UUID id = Ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, before + 1_000);
  }

  @Test
  void idsOfManyThreadsAreDistinctAndRiseInEach() throws Exception {
    int threads = 8;
    int each = 50_000;
    List<Future<List<UUID>>> made = new ArrayList<>();

    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        made.add(executor.submit(() -> Stream.generate(Ids::next).limit(each).toList()));
      }
    }

    Set<UUID> all = new HashSet<>();
    for (Future<List<UUID>> ids : made) {
      all.addAll(ids.get());
      assertThat(ids.get().stream().map(UUID::toString).toList()).isSorted();
    }
    assertThat(all).hasSize(threads * each);
  }

  @Test
  void anIdMadeAfterAnotherThreadsIdIsGreater() throws Exception {
    UUID last = Ids.next();

    for (int round = 0; round < 2_000; round++) {
      UUID[] next = new UUID[1];
      Thread.ofVirtual().start(() -> next[0] = Ids.next()).join();
      assertThat(next[0].toString()).isGreaterThan(last.toString());
      last = next[0];
    }
  }
}
