package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import app.countersign.document.Source;
import java.util.regex.Pattern;

/**
 * Whether a source stands among words that tell a reader what to report. It cannot know every such
 * sentence; the marks and the rules in the prompt come first.
 */
final class InstructionWords {
  private static final int AROUND = 200;
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          "(ignore|disregard|forget|override)\\s+(\\w+\\s+){0,4}(instructions?|rules?|prompts?|above)|system"
              + " prompt|language model|\\bLLM\\b|\\bAI\\b|artificial intelligence|chatbot"
              + "|automated\\s+(reader|reading|extraction|review)s?"
              + "|note\\s+to\\s+(the\\s+)?(\\w+\\s+)?(reader|reviewer|machine|model|system|assistant)s?\\b"
              + "|you\\s+are\\s+(now\\s+)?(an?|the)\\s+(\\w+\\s+)?(assistant|model|machine|reader)"
              + "|\\b(report|output|extract|respond|answer)\\b.{0,60}"
              + "\\b(premium|fee|method|confidence|value)\\b|confidence\\s+(of\\s+|is\\s+|to\\s+|=\\s*)?[0-9]|maintenance"
              + " mode|\"role\"|<\\|",
          Pattern.CASE_INSENSITIVE);

  private InstructionWords() {}

  static boolean areAround(DocumentText text, Source source) {
    Integer startOffset = source.startOffset();
    Integer endOffset = source.endOffset();
    if (startOffset == null || endOffset == null) {
      return false;
    }
    String content = text.content();
    int start = content.offsetByCodePoints(0, startOffset);
    int end = content.offsetByCodePoints(start, endOffset - startOffset);
    String around = content.substring(paragraphStart(content, start), paragraphEnd(content, end));
    return INSTRUCTION.matcher(around.replaceAll("\\s+", " ")).find();
  }

  private static int paragraphStart(String content, int start) {
    int least = Math.max(0, start - AROUND);
    int page = content.lastIndexOf('\f', start - 1) + 1;
    int blank = content.lastIndexOf("\n\n", start - 1) + 2;
    return Math.max(least, Math.max(page, blank < 2 ? 0 : blank));
  }

  private static int paragraphEnd(String content, int end) {
    int most = Math.min(content.length(), end + AROUND);
    int blank = content.indexOf("\n\n", end);
    int page = content.indexOf('\f', end);
    int nearest = Math.min(blank < 0 ? most : blank, page < 0 ? most : page);
    return Math.min(most, nearest);
  }
}
