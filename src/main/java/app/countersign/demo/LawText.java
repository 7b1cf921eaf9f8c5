package app.countersign.demo;

import app.countersign.contract.ContractType;
import app.countersign.contract.ImportedContract;
import app.countersign.contract.TextStatus;
import app.countersign.document.DocumentText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A text of law as a document: what real wording looks like to a reader.
 *
 * @param file among the kept texts
 * @param id under which it can be found
 */
record LawText(String file, String id, String jurisdiction) {
  private static final String ACCOUNT = "PUBLIC-LAW";
  private static final String FOLDER = "/documents/public-law/";

  static final List<LawText> ALL =
      List.of(
          new LawText("12-cfr-37.4.txt", "LAW-12-CFR-37.4", "US"),
          new LawText("15-usc-1615-a-b.txt", "LAW-15-USC-1615", "US"),
          new LawText("colorado-crs-5-9.3-106.txt", "LAW-CO-5-9.3-106", "US-CO"),
          new LawText("texas-fin-code-354.007-a-d.txt", "LAW-TX-354.007", "US-TX"),
          new LawText("utah-r590-91-9-part.txt", "LAW-UT-R590-91-9", "US-UT"));

  DocumentText text() {
    try (InputStream kept =
        Objects.requireNonNull(LawText.class.getResourceAsStream(FOLDER + file))) {
      return DocumentText.of(new String(kept.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  ImportedContract contract() {
    return new ImportedContract(
        id,
        ACCOUNT,
        ContractType.GAP,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        jurisdiction,
        null,
        null,
        null,
        "law/" + id + ".pdf",
        text().content(),
        TextStatus.COMPLETED,
        null);
  }
}
