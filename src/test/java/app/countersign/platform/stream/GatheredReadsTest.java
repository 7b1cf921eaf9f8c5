package app.countersign.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.stream.GatheredReads.Asked;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many topics read by one statement. */
class GatheredReadsTest {
  private static final StreamConfiguration CONFIGURATION =
      new StreamConfiguration(
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMillis(50),
          Duration.ofMillis(5),
          500,
          Duration.ofSeconds(30));

  private final LinkedBlockingQueue<List<Asked<String>>> statements = new LinkedBlockingQueue<>();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final GatheredReads<String, String> reads =
      new GatheredReads<>(this::read, CONFIGURATION);

  @Test
  void whatIsAskedForWhileAStatementRunsIsReadByTheNext() throws Exception {
    Map<String, List<String>> answers = new ConcurrentHashMap<>();
    Thread first = asking("slow", answers);
    assertThat(statements.take()).containsExactly(new Asked<>("slow", 1));
    List<Thread> others = Stream.of("a", "b", "c").map(topic -> asking(topic, answers)).toList();
    for (Thread other : others) {
      while (other.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    slow.countDown();

    first.join();
    for (Thread other : others) {
      other.join();
    }
    assertThat(answers)
        .containsOnly(
            Map.entry("slow", List.of("slow behind 1")),
            Map.entry("a", List.of("a behind 1")),
            Map.entry("b", List.of("b behind 1")),
            Map.entry("c", List.of("c behind 1")));
    assertThat(Set.copyOf(statements.take()))
        .isEqualTo(Set.of(new Asked<>("a", 1), new Asked<>("b", 1), new Asked<>("c", 1)));
    assertThat(statements).isEmpty();
  }

  private Thread asking(String topic, Map<String, List<String>> answers) {
    return Thread.ofPlatform().start(() -> answers.put(topic, reads.after(topic, 1)));
  }

  @Test
  void twoPlacesInATopicAreTwoAnswers() {
    assertThat(reads.after("topic", 1)).containsExactly("topic behind 1");
    assertThat(reads.after("topic", 5)).containsExactly("topic behind 5");
  }

  @Test
  void aTopicWithoutRowsHasNone() {
    assertThat(reads.after("nothing", 1)).isEmpty();
  }

  @Test
  void aFailureIsToldAndTheNextIsReadNevertheless() {
    assertThatThrownBy(() -> reads.after("broken", 1)).hasRootCauseMessage("no such table");

    assertThat(reads.after("whole", 1)).containsExactly("whole behind 1");
  }

  private Map<Asked<String>, List<String>> read(List<Asked<String>> asked, int limit) {
    statements.add(asked);
    if (asked.getFirst().topic().equals("slow")) {
      awaitRelease();
    }
    Map<Asked<String>, List<String>> rows = new HashMap<>();
    for (Asked<String> each : asked) {
      if (each.topic().equals("broken")) {
        throw new IllegalStateException("no such table");
      }
      if (!each.topic().equals("nothing")) {
        rows.put(each, List.of("%s behind %d".formatted(each.topic(), each.after())));
      }
    }
    return rows;
  }

  private void awaitRelease() {
    try {
      assertThat(slow.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
