package app.countersign.guardrail;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.util.stream.Stream;

/**
 * The checks that read the text, as rules kept as data: a tone that does not judge, and no advice.
 * Matched whatever the case and the disguise of the letters, in time linear in the text.
 */
public final class Guardrails implements TextGuardrails {
  private static final String FILE = "guardrails/rules.yml";

  private final WordRules tone;
  private final WordRules advice;

  private Guardrails(WordRules tone, WordRules advice) {
    this.tone = tone;
    this.advice = advice;
  }

  /**
   * The product's own rules.
   *
   * @throws DataFault when anything in them is wrong
   */
  public static Guardrails load() {
    return of(DataNode.read(FILE));
  }

  static Guardrails of(DataNode file) {
    file.allowOnly("tone", "advice");
    return new Guardrails(WordRules.of(file, "tone"), WordRules.of(file, "advice"));
  }

  @Override
  public TextChecks check(String title, String rationale) {
    return new TextChecks(words(tone, title, rationale), words(advice, title, rationale));
  }

  private static GuardrailCheck words(WordRules rules, String title, String rationale) {
    return GuardrailCheck.of(
        Stream.concat(
                rules.find("title", title).stream(), rules.find("rationale", rationale).stream())
            .toList());
  }
}
