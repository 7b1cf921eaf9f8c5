package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import app.countersign.llm.StructuredAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;

/**
 * What a model is told: our rules, and the contract between marks.
 *
 * @param mark what the contract cannot hold, because it was chosen after it was written
 */
record TermPrompt(DocumentText text, String currency, String mark) {

  /** The texts, read when the first contract is. */
  private static final class Texts {
    static final String SYSTEM = text("contract-terms-system.txt");
    static final String USER = text("contract-terms-user.txt");
    static final StructuredAnswer FORM = form(text("contract-terms-tool.json"));
  }

  static StructuredAnswer form() {
    return Texts.FORM;
  }

  String system() {
    int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    return Texts.SYSTEM
        .replace("{mark}", mark)
        .replace("{tool}", form().name())
        .replace("{decimals}", Integer.toString(decimals));
  }

  String user(TextSelection selection) {
    String part = selection.isComplete() ? "" : "; only a part of it follows";
    // The contract comes last: what it holds is never taken for one of our own placeholders.
    return Texts.USER
        .replace("{pages}", Integer.toString(text.pageCount()))
        .replace("{part}", part)
        .replace("{tool}", form().name())
        .replace("{text}", selection.marked(mark));
  }

  private static StructuredAnswer form(String json) {
    try {
      JsonNode tool = new ObjectMapper().readTree(json);
      return new StructuredAnswer(
          tool.path("name").asText(),
          tool.path("description").asText(),
          tool.path("schema"),
          AnswerForm::fault);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String text(String name) {
    try (InputStream file = TermPrompt.class.getResourceAsStream("/llm/" + name)) {
      if (file == null) {
        throw new IllegalStateException("no resource llm/" + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
