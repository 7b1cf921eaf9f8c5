package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountNumbersTest {

  @Test
  void eachRunOfLettersDigitsAndHyphensWithADigitIsACandidateOnce() {
    assertThat(AccountNumbers.in("Is 400120093771 (or ACC-12345-67890?) and 400120093771, the GAP"))
        .containsExactly("400120093771", "ACC-12345-67890");
  }

  @Test
  void aNumberInsideALongerWordIsNotOne() {
    assertThat(AccountNumbers.in("x400120093771 4001200937710 -400120093771"))
        .doesNotContain("400120093771");
  }

  @Test
  void groupsAreNotPutTogether() {
    assertThat(AccountNumbers.in("400-1200-93771")).containsExactly("400-1200-93771");
    assertThat(AccountNumbers.in("400 1200 93771")).containsExactly("400", "1200", "93771");
  }

  @Test
  void digitsOfOtherScriptsAreNoDigits() {
    assertThat(AccountNumbers.in("４００１２００９３７７１ ٤٠٠١٢٠٠٩٣٧٧١")).isEmpty();
  }

  @Test
  void aRunThatIsTooLongIsNone() {
    assertThat(AccountNumbers.in("1".repeat(64) + " " + "2".repeat(65)))
        .containsExactly("1".repeat(64));
  }
}
