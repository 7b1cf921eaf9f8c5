package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTest {
  @Test
  void aPageNobodySizedHasTwentyFive() {
    assertThat(PageRequest.defaults().size()).isEqualTo(25);
    assertThat(PageRequest.defaults()).isEqualTo(PageRequest.first(25));
    assertThat(PageRequest.defaults().isBackward()).isFalse();
    assertThat(PageRequest.last(3, "x").size()).isEqualTo(3);
    assertThat(PageRequest.last(3, "x").isBackward()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "101, -, first, 'first must be 0 to 100, not 101.'",
        "-1, -, first, 'first must be 0 to 100, not -1.'",
        "-, 101, last, 'last must be 0 to 100, not 101.'",
        "1, 1, last, 'Give either first or last, not both.'"
      })
  void aSizeOutOfRangeIsRefusedWithTheLimit(
      @Nullable Integer first, @Nullable Integer last, String argument, String message) {
    assertThatThrownBy(() -> new PageRequest(first, null, last, null))
        .isInstanceOfSatisfying(
            BadPage.class,
            problem -> {
              assertThat(problem.argument()).isEqualTo(argument);
              assertThat(problem.reason()).isEqualTo(message);
            });
  }

  @Test
  void theLimitsThemselvesAreAllowed() {
    assertThat(PageRequest.first(100).size()).isEqualTo(100);
    assertThat(PageRequest.first(0).size()).isZero();
  }

  @Test
  void aPageHasACursorPerItem() {
    assertThatThrownBy(() -> new Page<>(List.of("a"), List.of(), false, false, () -> 1))
        .hasMessage("1 items with 0 cursors");
    assertThat(Page.empty().total().getAsLong()).isZero();
  }
}
