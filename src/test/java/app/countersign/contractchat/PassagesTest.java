package app.countersign.contractchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.document.DocumentText;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassagesTest {
  static Stream<SampleContract> samples() {
    return SampleContracts.load().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyWordOfATextIsInExactlyOnePassageInItsOrder(SampleContract sample) {
    List<Passage> passages = Passages.of(sample.text());

    String all = String.join("", passages.stream().map(Passage::words).toList());
    assertThat(all.replaceAll("\\s", "")).isEqualTo(sample.text().content().replaceAll("\\s", ""));
    assertThat(passages)
        .allSatisfy(
            passage -> {
              assertThat(passage.words())
                  .isEqualTo(sample.text().content().substring(passage.start(), passage.end()))
                  .hasSizeLessThanOrEqualTo(700)
                  .doesNotContain("\f");
              assertThat(passage.page()).isEqualTo(sample.text().pageAt(passage.start()));
            });
  }

  @Test
  void aHeadingGoesWithWhatFollowsIt() {
    String before = "The holder may cancel at any time. ".repeat(5).strip();
    DocumentText text = DocumentText.of(before + "\n\nREFUNDS\n\nThe charge comes back in part.");

    assertThat(Passages.of(text))
        .extracting(Passage::words)
        .containsExactly(before, "REFUNDS\n\nThe charge comes back in part.");
  }

  @Test
  void aLongParagraphIsCutBetweenSentences() {
    String sentence =
        "The charge is multiplied by the days that are left of the term, and divided. ";
    DocumentText text = DocumentText.of(sentence.repeat(12));

    List<Passage> passages = Passages.of(text);

    assertThat(passages).hasSize(3);
    assertThat(passages).allSatisfy(one -> assertThat(one.words()).endsWith("divided."));
  }

  @Test
  void aTextWithoutAnyBreakIsCutBetweenCharacters() {
    DocumentText text = DocumentText.of("x" + "😀".repeat(800));

    List<Passage> passages = Passages.of(text);

    assertThat(passages).hasSize(3);
    assertThat(passages)
        .allSatisfy(one -> assertThat(Character.isLowSurrogate(one.words().charAt(0))).isFalse());
    assertThat(passages.getFirst().words().length()).isEqualTo(699);
  }

  @Test
  void aTextOfWhiteSpaceHasNone() {
    assertThat(Passages.of(DocumentText.of(" \n\f\n "))).isEmpty();
  }

  @Test
  void aCitationCountsCodePointsOfTheWholeText() {
    DocumentText text = DocumentText.of("😀 Première page 🚗\fДоговор: возврат 😀 части");
    Passage second = Passages.of(text).get(1);

    Citation citation = second.cited(1, text);

    assertThat(citation).isEqualTo(new Citation(1, 2, "Договор: возврат 😀 части", 18, 42));
    int[] all = text.content().codePoints().toArray();
    assertThat(new String(all, 18, 42 - 18)).isEqualTo(citation.quote());
  }
}
