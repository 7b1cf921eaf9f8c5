package app.countersign.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrigramsTest {

  @Test
  void aMisspeltWordIsLikeItself() {
    double[] likeness = Trigrams.likeness("canelation", List.of("Cancelation.", "Towing", ""));

    // "  c", " ca", "can", "ela", "lat", "ati", "tio", "ion" and "on " of 11 and of 12.
    assertThat(likeness[0]).isCloseTo(9.0 / 14, within(1e-9));
    assertThat(likeness).containsExactly(likeness[0], 0, 0);
  }

  @Test
  void shortWordsDoNotCount() {
    assertThat(Trigrams.likeness("of the fee", List.of("of the fee"))).containsExactly(0);
  }

  @Test
  void wordsOfOtherScriptsAreWords() {
    assertThat(Trigrams.likeness("возврт", List.of("Возврат", "Плата"))[0]).isPositive();
    assertThat(Trigrams.likeness("возврт", List.of("Возврат", "Плата"))[1]).isZero();
  }
}
