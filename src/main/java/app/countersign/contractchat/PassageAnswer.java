package app.countersign.contractchat;

import java.util.ArrayList;
import java.util.List;

/** An answer of the best passages as they stand, which says that and why no model worded it. */
final class PassageAnswer {
  private static final int MOST = 3;
  private static final String NOTHING = "The text says nothing about this.";

  private PassageAnswer() {}

  /** Why the passages are shown; each in words for a person. */
  enum Reason {
    NO_MODEL("No language model took part in this answer."),
    MODEL_SILENT("The language model could not be reached and took no part in this answer."),
    MODEL_UNCITED(
        "A language model was asked, but its answer is left out: it rests on no words of the"
            + " contract."),
    MODEL_BROKE_OFF("The language model broke off here.");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /**
   * The answer, or the end of one.
   *
   * @param cited how many citations there are already: numbers go on from there
   */
  static WholeAnswer of(Reason reason, Briefing briefing, int cited) {
    StringBuilder words = new StringBuilder(reason.words);
    List<Citation> citations = new ArrayList<>();
    if (briefing.best().isEmpty()) {
      words.append(' ').append(NOTHING);
    } else {
      words.append(" These passages come closest to the question:");
    }
    for (Passage passage : briefing.best().stream().limit(MOST).toList()) {
      int number = cited + citations.size() + 1;
      citations.add(passage.cited(number, briefing.text()));
      words.append("\n\n[%d] Page %d:\n".formatted(number, passage.page()));
      words.append(passage.words());
    }
    return WholeAnswer.ofPassages(words.toString(), citations);
  }
}
