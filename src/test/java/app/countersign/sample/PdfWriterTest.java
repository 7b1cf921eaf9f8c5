package app.countersign.sample;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.document.DocumentText;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PdfWriterTest {
  private static final LocalDate DAY = LocalDate.of(2024, 3, 15);
  private static final int FIVE_MEGABYTES = 5_000_000;

  static Stream<SampleContract> samples() {
    return SampleContracts.load().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleComesBackPageByPageWithAllItsWords(SampleContract sample) throws IOException {
    byte[] pdf = pdf(sample);

    List<String> pages = pages(pdf);

    assertThat(pdf.length).isLessThan(FIVE_MEGABYTES);
    assertThat(pages).hasSize(sample.text().pageCount());
    for (int number = 1; number <= pages.size(); number++) {
      assertThat(pages.get(number - 1))
          .isEqualTo(SampleContractsTest.folded(sample.text().page(number)));
    }
    assertThat(SampleContractsTest.answers(sample))
        .allSatisfy(answer -> assertThat(pages.get(answer.page() - 1)).contains(answer.quote()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSameSampleGivesTheSameBytes(SampleContract sample) {
    assertThat(pdf(sample)).isEqualTo(pdf(sample));
  }

  @Test
  void anotherTextTitleOrDayGivesOtherBytes() {
    byte[] pdf = new PdfWriter().write(DocumentText.of("one"), "Title", DAY);

    assertThat(new PdfWriter().write(DocumentText.of("two"), "Title", DAY)).isNotEqualTo(pdf);
    assertThat(new PdfWriter().write(DocumentText.of("one"), "Other", DAY)).isNotEqualTo(pdf);
    assertThat(new PdfWriter().write(DocumentText.of("one"), "Title", DAY.plusDays(1)))
        .isNotEqualTo(pdf);
  }

  @Test
  void aDocumentSaysItsTitleLanguageAndDay() throws IOException {
    byte[] pdf = new PdfWriter().write(DocumentText.of("text"), "Contract Ł", DAY);

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Contract Ł");
      assertThat(document.getDocumentInformation().getCreationDate().toInstant())
          .isEqualTo(DAY.atStartOfDay(ZoneOffset.UTC).toInstant());
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-US");
      assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle()).isTrue();
    }
  }

  @Test
  void lettersBeyondLatinAreShownAndOnesWithoutAGlyphBecomeQuestionMarks() throws IOException {
    assertThat(pages(written("Łukasz Żółkiewski Đặng Thị Hương · 契約 \uD83D\uDE97")))
        .containsExactly("Łukasz Żółkiewski Đặng Thị Hương · ?? ?");
  }

  @Test
  void tabsCarriageReturnsAndControlsAreWhiteSpace() throws IOException {
    assertThat(pages(written("one\ttwo\r\nthree\rfour\u0007five")))
        .containsExactly("one two three four five");
  }

  @Test
  void longLinesAreWrappedAndLongWordsParted() throws IOException {
    String line = "word ".repeat(100).strip();
    String word = "W".repeat(200);

    List<String> wrapped = pages(written(line + "\n" + word));

    assertThat(wrapped).hasSize(1);
    assertThat(wrapped.getFirst()).startsWith(line + " W");
    assertThat(wrapped.getFirst().substring(line.length()).replace(" ", "")).isEqualTo(word);
  }

  @Test
  void aPageWithTooManyLinesGrowsTaller() throws IOException {
    String lines = "a line\n".repeat(300);

    byte[] pdf = written(lines);

    assertThat(pages(pdf)).containsExactly(SampleContractsTest.folded(lines));
    assertThat(height(pdf)).isEqualTo(300 * 6 * 1.2f + 108);
  }

  @Test
  void thousandsOfLinesStillStandOnTheTallestSheet() throws IOException {
    String lines = "a line\n".repeat(3_000);

    byte[] pdf = written(lines);

    assertThat(pages(pdf)).hasSize(1);
    assertThat(height(pdf)).isEqualTo(14_400f);
  }

  @Test
  void emptyPagesAreKept() throws IOException {
    assertThat(pages(written("one\f\fthree"))).containsExactly("one", "", "three");
  }

  private static byte[] pdf(SampleContract sample) {
    return new PdfWriter().write(sample.text(), sample.contractId(), sample.contractDate());
  }

  private static byte[] written(String text) {
    return new PdfWriter().write(DocumentText.of(text), "Title", DAY);
  }

  private static float height(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getPage(0).getMediaBox().getHeight();
    }
  }

  private static List<String> pages(byte[] pdf) throws IOException {
    List<String> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper = new PDFTextStripper();
      for (int number = 1; number <= document.getNumberOfPages(); number++) {
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        pages.add(SampleContractsTest.folded(stripper.getText(document)));
      }
    }
    return pages;
  }
}
