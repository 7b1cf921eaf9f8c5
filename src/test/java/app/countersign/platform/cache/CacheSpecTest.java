package app.countersign.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Ticker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What caches are made of, and how much they hold. */
class CacheSpecTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Inner(BigDecimal amount) {}

  private record Outer(List<Inner> parts, Colour colour, Map<String, ? extends Number> numbers) {}

  private record Renamed(
      List<Inner> others, Colour colour, Map<String, ? extends Number> numbers) {}

  private record Tree(String name, List<Tree> branches) {}

  private sealed interface Answer {}

  private record Yes(String why) implements Answer {}

  private enum Colour {
    RED
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> CacheSpec.of("Not a name", Inner.class, MINUTE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not the name of a cache: Not a name");
    assertThatThrownBy(() -> CacheSpec.of("price", Inner.class, Duration.ofNanos(1)))
        .hasMessage("The cache price keeps nothing for any time.");
    assertThatThrownBy(
            () -> CacheSpec.of("price", Inner.class, MINUTE).withAbsentFor(Duration.ZERO))
        .hasMessage("The cache price keeps nothing for any time.");
    assertThatThrownBy(() -> CacheSpec.of("price", Inner.class, MINUTE).withEntries(0))
        .hasMessage("The cache price has no room.");
  }

  @Test
  void typesOfAnotherShapeAreToldApart() {
    assertThat(TypeShape.of(Outer.class)).isEqualTo(TypeShape.of(Outer.class)).hasSizeBetween(1, 8);
    assertThat(
            List.of(
                TypeShape.of(Outer.class),
                TypeShape.of(Renamed.class),
                TypeShape.of(Inner.class),
                TypeShape.of(Inner[].class),
                TypeShape.of(Tree.class),
                TypeShape.of(Answer.class),
                CacheCodec.json(new TypeReference<List<Inner>>() {}).shape(),
                CacheCodec.json(new TypeReference<List<Inner>[]>() {}).shape(),
                CacheCodec.text().shape()))
        .doesNotHaveDuplicates();
  }

  @Test
  void valuesComeBackAsTheyWere() {
    List<Inner> values = List.of(new Inner(new BigDecimal("1249.00")));
    CacheCodec<List<Inner>> json = CacheCodec.json(new TypeReference<>() {});

    assertThat(json.read(json.write(values))).isEqualTo(values);
    assertThat(CacheCodec.text().read(CacheCodec.text().write("Käse\f\0"))).isEqualTo("Käse\f\0");
    assertThatThrownBy(() -> json.read("{".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> json.read("null".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightIsBoundedAndWhatIsGivenUpIsCounted() {
    Counters counters = new Counters("text");
    LocalStore<String> store =
        new LocalStore<>(
            CacheSpec.of("text", CacheCodec.text(), MINUTE)
                .withAbsentFor(MINUTE)
                .withWeight(1_000, String::length),
            Ticker.disabledTicker(),
            counters);

    for (int index = 0; index < 50; index++) {
      store.overwrite("key" + index, Kept.of("x".repeat(100)));
    }
    store.overwrite("absent", Kept.of(null));

    assertThat(counters.read().evictionCount()).isBetween(40L, 41L);
  }

  /** Accounts are asked for as words are used: the n-th most frequent one 1/n as often. */
  @ParameterizedTest
  @CsvSource({"100000, 0.90", "50000, 0.85"})
  void aSmallPartOfTheContractsAnswersMostQuestions(int entries, double least) {
    int keys = 200_000;
    double[] cumulated = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
    LocalStore<Integer> store =
        new LocalStore<>(
            CacheSpec.of("contract", Integer.class, MINUTE).withEntries(entries),
            Ticker.disabledTicker(),
            new Counters("contract"));
    Random random = new Random(20_261_121);
    int hits = 0;
    int lookups = 2_000_000;

    for (int lookup = 0; lookup < lookups; lookup++) {
      int rank = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
      String key = Integer.toString(rank < 0 ? -rank - 1 : rank);
      if (store.read(key).kept() != null) {
        hits++;
      } else {
        store.overwrite(key, Kept.of(1));
      }
    }

    System.out.printf("Zipf: %d entries, hit rate %.4f%n", entries, (double) hits / lookups);
    assertThat((double) hits / lookups).isGreaterThanOrEqualTo(least);
  }
}
