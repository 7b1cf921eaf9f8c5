package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ a }|3|1",
        "query Q($n: Int = -1.5e+10) { a(x: $n) { b } } # c d e|22|2",
        "{ a(x: \"b c \\\" d\") }|8|2",
        "{ a(x: \"\"\"b \" \\\"\"\" c\"\"\") }|8|2",
        "{ ...F @skip(if: true) }|11|2",
        "}}}{|4|1",
        "\"open|1|0",
        "\"\"\"open \"\" |1|0",
        "[[[]]]|6|3",
        "a.b ? é|5|0"
      })
  void tokensAndNestingAreCounted(String text, int tokens, int nesting) {
    DocumentText measured = DocumentText.measure(text);

    assertThat(measured.tokens()).isEqualTo(tokens);
    assertThat(measured.nesting()).isEqualTo(nesting);
  }

  @Test
  void theLongestNumberIsFound() {
    assertThat(DocumentText.measure("{ a(x: -12.5e+3, y: 7) }").longestNumber()).isEqualTo(8);
    assertThat(DocumentText.measure("{ abcdefgh }").longestNumber()).isZero();
  }

  @Test
  void aMillionBracketsTakeNoTime() {
    assertThat(DocumentText.measure("{".repeat(1_000_000)).nesting()).isEqualTo(1_000_000);
  }
}
