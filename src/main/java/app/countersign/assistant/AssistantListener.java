package app.countersign.assistant;

import app.countersign.chat.ChatLog;
import app.countersign.chat.ChatMember;
import app.countersign.chat.ChatMembers;
import app.countersign.chat.ChatMessage;
import app.countersign.chat.MessageListener;
import app.countersign.intent.Intent;
import app.countersign.intent.IntentClassifier;
import app.countersign.intent.MessageContext;
import app.countersign.platform.db.Sql;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Begins an answer with each message that is for the assistant, in the transaction that stores the
 * message: neither is there without the other, nor without the task that makes the answer.
 */
@Singleton
class AssistantListener implements MessageListener {
  private final ChatMembers members;
  private final ChatLog log;
  private final AnswerRepository answers;
  private final AnswerTask task;
  private final IntentClassifier classifier;
  private final Settings settings;
  private final AssistantConfiguration configuration;
  private final Sql sql;
  private final Clock clock;

  AssistantListener(
      ChatMembers members,
      ChatLog log,
      AnswerRepository answers,
      AnswerTask task,
      IntentClassifier classifier,
      Settings settings,
      AssistantConfiguration configuration,
      Sql sql,
      Clock clock) {
    this.members = members;
    this.log = log;
    this.answers = answers;
    this.task = task;
    this.classifier = classifier;
    this.settings = settings;
    this.configuration = configuration;
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public void stored(ChatMessage message) {
    UUID askerId = message.senderId();
    if (askerId == null || !isForAssistant(message, askerId)) {
      return;
    }
    UUID answerId = log.beginAnswer(message.chatId(), message.id()).id();
    answers.insert(
        answerId,
        message.id(),
        message.chatId(),
        askerId,
        configuration.attempts(),
        clock.instant());
    task.schedule(answerId, configuration.attempts());
  }

  private boolean isForAssistant(ChatMessage message, UUID askerId) {
    return !ChatFacts.isGroup(sql, message.chatId())
        || Calling.isCalled(message.text())
        || isSuggested(message, askerId);
  }

  /** Whether the message asks for something that can be computed, and its writer wants it. */
  private boolean isSuggested(ChatMessage message, UUID askerId) {
    return classifier.classify(message.text(), context(message.chatId())).found().stream()
            .anyMatch(
                found ->
                    found.intent() != Intent.GENERAL
                        && found.confidence() >= configuration.suggestFrom())
        && settings.of(askerId).ai().autoSuggestions();
  }

  private MessageContext context(UUID chatId) {
    List<String> names =
        members.of(chatId).stream().map(ChatMember::name).filter(Objects::nonNull).toList();
    return new MessageContext(true, names);
  }
}
