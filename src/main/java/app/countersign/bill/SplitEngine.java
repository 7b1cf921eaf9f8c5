package app.countersign.bill;

import app.countersign.assistant.Drawer;
import app.countersign.assistant.Engine;
import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.intent.Intent;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Answers questions on shared costs: divides an amount, items or a purchase, and tells what is
 * open. In a group a division is proposed with the answer, for a member to countersign; alone it is
 * only computed. What a message leaves open is asked for, never guessed.
 */
@Singleton
class SplitEngine implements Engine {
  private static final Pattern SETTLE =
      SplitMessage.words(
          "settle|settling|settle up|settled|even up|square up|who pays whom|who pays"
              + " who|pay(?:s|ed)? (?:me|you|him|her|them|us) back|paid (?:me|you|him|her|them|us)"
              + " back|paid back");
  private static final Pattern OWE =
      SplitMessage.words("owe|owes|owed|owing|debts?|balances?|tab|squared?|even");
  private static final Pattern DIVIDE =
      SplitMessage.words("split|divide|share|shared|shares|halve|between|among|each|per person");

  private final SplitAnswer division;
  private final OpenAnswer open;
  private final Settings settings;

  SplitEngine(SplitAnswer division, OpenAnswer open, Settings settings) {
    this.division = division;
    this.open = open;
    this.settings = settings;
  }

  @Override
  public Intent intent() {
    return Intent.SPLIT;
  }

  @Override
  public Class<? extends Drawer> drawerType() {
    return BillSplit.class;
  }

  @Override
  public EngineAnswer answer(Question question, StageLog stages) {
    try {
      SplitMessage message = new SplitMessage(question);
      if (isAboutWhatIsOpen(message)) {
        return open.answer(message, stages);
      }
      String currency = settings.of(question.asker().id()).display().currency();
      return division.answer(message, currency, stages);
    } catch (AskBack open) {
      return EngineAnswer.ofText(open.question());
    }
  }

  private static boolean isAboutWhatIsOpen(SplitMessage message) {
    boolean hasAmount = !message.question().entities().amounts().isEmpty();
    boolean isOpen = message.has(SETTLE) || message.has(OWE);
    if (hasAmount && isOpen && !message.has(DIVIDE)) {
      throw new AskBack(
          "What was it for, and who shares it? For example: split 40.00 USD for lunch with Ben. To"
              + " say that you were paid, mark the debt settled.");
    }
    return isOpen && !hasAmount && !SplitPurchase.isMeant(message);
  }
}
