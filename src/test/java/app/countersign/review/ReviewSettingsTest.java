package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReviewSettingsTest {
  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void timesAreAboveZero() {
    assertThat(new ReviewSettings(FIVE, FIVE).undoWindow()).isEqualTo(FIVE);
    assertThatThrownBy(() -> new ReviewSettings(Duration.ZERO, FIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countersign.review.undo-window");
    assertThatThrownBy(() -> new ReviewSettings(FIVE, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
