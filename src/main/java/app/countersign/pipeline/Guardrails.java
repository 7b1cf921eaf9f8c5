package app.countersign.pipeline;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.signal.UserSignals;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The three checks a text must pass before a person may approve it: a tone that does not judge, no
 * advice, and an offer the user is eligible for. Tone and advice are rules kept as data, matched
 * whatever the case and the disguise of the letters, in time linear in the text.
 */
public final class Guardrails {
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

  /**
   * All three checks.
   *
   * @param offer null for education, which everybody is eligible for
   */
  public GuardrailResult check(
      String title,
      String rationale,
      @Nullable PartnerOffer offer,
      UserSignals signals,
      Holdings holdings) {
    return new GuardrailResult(
        tone(title, rationale), advice(title, rationale), eligibility(offer, signals, holdings));
  }

  /** Whether the words judge or shame. */
  public GuardrailCheck tone(String title, String rationale) {
    return words(tone, title, rationale);
  }

  /** Whether the words tell the user what to do. */
  public GuardrailCheck advice(String title, String rationale) {
    return words(advice, title, rationale);
  }

  /** Whether the user may be offered it; education always may. */
  public GuardrailCheck eligibility(
      @Nullable PartnerOffer offer, UserSignals signals, Holdings holdings) {
    return GuardrailCheck.of(
        offer == null ? List.of() : OfferEligibility.findings(offer, signals, holdings));
  }

  private static GuardrailCheck words(WordRules rules, String title, String rationale) {
    return GuardrailCheck.of(
        Stream.concat(
                rules.find("title", title).stream(), rules.find("rationale", rationale).stream())
            .toList());
  }
}
