package app.countersign.sample;

import app.countersign.document.DocumentText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Makes a PDF from a text: one page for each page of the text, so that a page number means the same
 * in both. The words can be selected and stand where the text's columns put them. The same text,
 * title and day give the same bytes.
 *
 * <p>The one font, Liberation Sans under the SIL Open Font License, comes with PDFBox and is
 * embedded. A character that it lacks becomes a question mark.
 */
public final class PdfWriter {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final String LANGUAGE = "en-US";

  /**
   * Writes a document.
   *
   * @param title what a viewer shows as the document's name
   * @param day the document's date of creation, at midnight UTC
   */
  public byte[] write(DocumentText text, String title, LocalDate day) {
    try (TrueTypeFont letters = font();
        PDDocument document = new PDDocument()) {
      PDType0Font font = PDType0Font.load(document, letters, true);
      Glyphs glyphs = new Glyphs(letters, font);
      describe(document, title, day);
      for (int number = 1; number <= text.pageCount(); number++) {
        write(document, PageLayout.of(glyphs.printable(text.page(number))), glyphs);
      }
      document.setDocumentId(ByteBuffer.wrap(HexFormat.of().parseHex(text.hash())).getLong());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a PDF is written in memory", impossible);
    }
  }

  private static TrueTypeFont font() throws IOException {
    try (InputStream stream = PDDocument.class.getResourceAsStream(FONT)) {
      return new TTFParser()
          .parse(new RandomAccessReadBuffer(Objects.requireNonNull(stream, FONT).readAllBytes()));
    }
  }

  private static void describe(PDDocument document, String title, LocalDate day) {
    PDDocumentInformation information = document.getDocumentInformation();
    GregorianCalendar midnight = GregorianCalendar.from(day.atStartOfDay(ZoneOffset.UTC));
    information.setTitle(title);
    information.setCreationDate(midnight);
    information.setModificationDate(midnight);
    information.setProducer("Countersign");
    document.getDocumentCatalog().setLanguage(LANGUAGE);
    PDViewerPreferences preferences =
        new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
    preferences.setDisplayDocTitle(true);
    document.getDocumentCatalog().setViewerPreferences(preferences);
  }

  private static void write(PDDocument document, PageLayout layout, Glyphs glyphs)
      throws IOException {
    PDPage page = new PDPage(new PDRectangle(layout.pageWidth(), layout.pageHeight()));
    document.addPage(page);
    try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
      stream.beginText();
      stream.setFont(glyphs.font(), layout.fontSize());
      float left = 0;
      float up = 0;
      List<PageLayout.Run> runs = layout.runs();
      for (PageLayout.Run run : runs) {
        stream.newLineAtOffset(run.left() - left, run.up() - up);
        stream.setHorizontalScaling(glyphs.stretch(run.words(), layout.cellsPerEm()));
        stream.showText(run.words());
        left = run.left();
        up = run.up();
      }
      stream.endText();
    }
  }
}
