package app.countersign.guardrail;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One guardrail's rules about words, as data, and the search for them in a text. */
final class WordRules {
  private record Rule(String code, String message, List<Phrase> phrases) {}

  private final List<Rule> rules;

  private WordRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** The rules of a list of a data file. */
  static WordRules of(DataNode file, String field) {
    List<DataNode> nodes = file.children(field);
    if (nodes.isEmpty()) {
      throw file.fault(field, "is missing");
    }
    return new WordRules(nodes.stream().map(WordRules::rule).toList());
  }

  /** What a text holds, in its order; of findings within each other only the widest. */
  List<GuardrailFinding> find(String field, String text) {
    List<FoldedText.Word> words = FoldedText.words(text);
    List<GuardrailFinding> all = new ArrayList<>();
    for (Rule rule : rules) {
      for (Phrase phrase : rule.phrases()) {
        for (Phrase.Span span : phrase.find(words)) {
          int start = words.get(span.from()).start();
          int end = words.get(span.to() - 1).end();
          all.add(
              new GuardrailFinding(
                  rule.code(), rule.message(), cut(text, start, end), field, start, end));
        }
      }
    }
    return widest(all);
  }

  private static List<GuardrailFinding> widest(List<GuardrailFinding> all) {
    all.sort(
        Comparator.comparingInt(WordRules::start)
            .thenComparing(Comparator.comparingInt(WordRules::end).reversed()));
    List<GuardrailFinding> kept = new ArrayList<>();
    int covered = 0;
    for (GuardrailFinding finding : all) {
      if (end(finding) > covered) {
        kept.add(finding);
        covered = end(finding);
      }
    }
    return kept;
  }

  private static int start(GuardrailFinding finding) {
    Integer start = finding.start();
    return start == null ? 0 : start;
  }

  private static int end(GuardrailFinding finding) {
    Integer end = finding.end();
    return end == null ? 0 : end;
  }

  private static String cut(String text, int start, int end) {
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  private static Rule rule(DataNode unnamed) {
    unnamed.allowOnly("code", "message", "phrases");
    String code = unnamed.text("code");
    DataNode node = unnamed.named(code);
    List<Phrase> phrases = new ArrayList<>();
    for (String phrase : node.texts("phrases")) {
      try {
        phrases.add(Phrase.parse(phrase));
      } catch (IllegalArgumentException failure) {
        throw node.fault("phrases", String.valueOf(failure.getMessage()));
      }
    }
    if (phrases.isEmpty()) {
      throw node.fault("phrases", "is missing");
    }
    return new Rule(code, node.text("message"), List.copyOf(phrases));
  }
}
