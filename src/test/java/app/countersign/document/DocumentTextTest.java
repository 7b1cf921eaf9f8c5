package app.countersign.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTextTest {
  private static final DocumentText THREE_PAGES = DocumentText.of("one\f\uD83D\uDE97 two\fthree");

  @Test
  void pagesArePartedByFormFeeds() {
    assertThat(THREE_PAGES.pageCount()).isEqualTo(3);
    assertThat(THREE_PAGES.page(1)).isEqualTo("one");
    assertThat(THREE_PAGES.page(2)).isEqualTo("\uD83D\uDE97 two");
    assertThat(THREE_PAGES.page(3)).isEqualTo("three");
    assertThat(DocumentText.of("").pageCount()).isEqualTo(1);
    assertThat(DocumentText.of("\f").page(2)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,1", "3,1", "4,2", "10,2", "11,3", "15,3"})
  void knowsThePageOfAPlace(int index, int page) {
    assertThat(THREE_PAGES.pageAt(index)).isEqualTo(page);
  }

  @Test
  void aSourceCountsCodePoints() {
    assertThat(THREE_PAGES.source(7, 10)).isEqualTo(new Source(2, "two", 6, 9, true));
  }

  @Test
  void theHashIsOfTheTextInUtf8() {
    assertThat(DocumentText.of("abc").hash())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(DocumentText.of("abc\f").hash()).isNotEqualTo(DocumentText.of("abc").hash());
  }
}
