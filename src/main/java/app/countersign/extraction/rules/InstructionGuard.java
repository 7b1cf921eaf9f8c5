package app.countersign.extraction.rules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds text that speaks to whoever reads the document by machine instead of to the parties of the
 * contract. Such a clause and what follows it in its paragraph is no evidence of anything.
 */
final class InstructionGuard {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "^[\\W_]{0,9}(?:ai|a\\.i\\.|assistant|system|user|developer|llm|gpt|chatgpt|claude|gemini|model|(?:hidden"
              + " )?(?:note|instructions?|message|attention|notice) (?:to|for) (?:the |any |all"
              + " )?(?:ai|llm|model|reader|assistant|system|machine|parser|extract\\w*|automated|language|bot|computer)[a-z"
              + " ]{0,30})[\\w ]{0,20}[:>\\]-]");
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\b(?:ignore|disregard|forget|override|overlook)\\b[^.]{0,40}"
              + "\\b(?:previous|prior|above|earlier|preceding|other|following|foregoing|everything|all|the"
              + " rest)\\b[^.]{0,40}(?:\\binstructions?|\\bprompts?|\\brules|\\bcontext|\\btext\\b"
              + "|\\bwritten|\\bguidelines|\\bmessages?|\\bfigures|\\bamounts|\\bvalues|\\bnumbers)|\\b(?:ignore|disregard|forget)"
              + " (?:everything|all)\\b");
  private static final Pattern MACHINE =
      Pattern.compile(
          "\\b(?:language model|ai"
              + " (?:model|assistant|reader|system|agent|tool|extract\\w*)|chatbot|chatgpt|system"
              + " prompt|as an ai|llms?\\b|if you are an?"
              + " (?:ai|llm|model|assistant|machine|bot|automated)|(?:data |text |contract"
              + " |automated )?extract(?:or|ion)"
              + " (?:system|tool|engine|software|model|bot|service)|automated"
              + " (?:reader|reviewer|processor|parser)|machine reader|ocr"
              + " (?:reader|engine|bot)|\\bjson\\b|confidence (?:score )?(?:of |to |at |= ?|is"
              + " )?(?:100|9\\d)\\b)|<\\|[a-z_]{1,20}\\|>|\\[/?inst\\]|<<sys>>|###"
              + " ?(?:instruction|system|human|assistant)");
  private static final Pattern ORDER =
      Pattern.compile(
          "^[\\W_]{0,9}(?:please |you must |you should |always |now |instead,? |and |then"
              + " )*(?:return|report"
              + "|output|extract|record|respond|reply|answer|print|emit|set|say|state|treat|assume|use|enter|write|mark|approve)\\b(?!"
              + " to\\b)[^.]{0,60}\\b(?:premium|refund method|method|cancellation fee|fee"
              + "|price|value)\\b[^.]{0,30}\\b(?:as|to|is|=|of|:)");

  private static final List<String> COMMAND_STEMS =
      List.of("ignore", "disregard", "forget", "overrid", "overlook");
  private static final List<String> MACHINE_STEMS =
      List.of(
          "model",
          "ai ",
          "an ai",
          "bot",
          "gpt",
          "prompt",
          "llm",
          "extract",
          "automated",
          "machine",
          "ocr",
          "json",
          "confidence",
          "<|",
          "inst]",
          "sys>>",
          "###");

  private InstructionGuard() {}

  /** The numbers of the clauses that are to be ignored, from 0. */
  static Set<Integer> suspects(List<Clause> clauses) {
    Set<Integer> suspects = new TreeSet<>();
    int paragraph = -1;
    for (int at = 0; at < clauses.size(); at++) {
      Clause clause = clauses.get(at);
      boolean isSuspect = isSuspect(clause.text());
      if (isSuspect || clause.paragraph() == paragraph) {
        suspects.add(at);
        boolean opensNext = isSuspect && clause.text().endsWith(":");
        paragraph = opensNext ? clause.paragraph() + 1 : clause.paragraph();
      }
    }
    return suspects;
  }

  private static boolean holdsOne(String text, List<String> stems) {
    for (String stem : stems) {
      if (text.contains(stem)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSuspect(String text) {
    return ADDRESS.matcher(text).lookingAt()
        || holdsOne(text, COMMAND_STEMS) && COMMAND.matcher(text).find()
        || holdsOne(text, MACHINE_STEMS) && MACHINE.matcher(text).find()
        || ORDER.matcher(text).lookingAt();
  }
}
