package app.countersign.assistant;

import app.countersign.chat.ChatKind;
import app.countersign.chat.ChatLog;
import app.countersign.chat.ChatMember;
import app.countersign.chat.ChatMembers;
import app.countersign.chat.ChatMessage;
import app.countersign.chat.MessageListener;
import app.countersign.chat.StoredMessage;
import app.countersign.intent.Intent;
import app.countersign.intent.IntentClassifier;
import app.countersign.intent.MessageContext;
import app.countersign.settings.Settings;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Begins an answer with each message that is for the assistant, in the transaction that stores the
 * message: neither is there without the other, nor without the task that makes the answer.
 */
@Singleton
class AssistantListener implements MessageListener {
  private static final int MOST_KEPT = 2_000;
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private final ChatMembers members;
  private final ChatLog log;
  private final AnswerRepository answers;
  private final AnswerTask task;
  private final IntentClassifier classifier;
  private final Settings settings;
  private final AssistantConfiguration configuration;
  private final Clock clock;

  /** Who is in a group changes its version; that somebody is called otherwise does not. */
  private final Cache<Members, MessageContext> contexts =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT_FOR).build();

  AssistantListener(
      ChatMembers members,
      ChatLog log,
      AnswerRepository answers,
      AnswerTask task,
      IntentClassifier classifier,
      Settings settings,
      AssistantConfiguration configuration,
      Clock clock) {
    this.members = members;
    this.log = log;
    this.answers = answers;
    this.task = task;
    this.classifier = classifier;
    this.settings = settings;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** The members of a group as they are while it has a version. */
  private record Members(UUID chatId, int version) {}

  @Override
  public void stored(StoredMessage stored) {
    ChatMessage message = stored.message();
    UUID askerId = message.senderId();
    if (askerId == null || !isForAssistant(stored, askerId)) {
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

  private boolean isForAssistant(StoredMessage stored, UUID askerId) {
    return stored.chatKind() != ChatKind.GROUP
        || Calling.isCalled(stored.message().text())
        || isSuggested(stored, askerId);
  }

  /** Whether the message asks for something that can be computed, and its writer wants it. */
  private boolean isSuggested(StoredMessage stored, UUID askerId) {
    return classifier.classify(stored.message().text(), context(stored)).found().stream()
            .anyMatch(
                found ->
                    found.intent() != Intent.GENERAL
                        && found.confidence() >= configuration.suggestFrom())
        && settings.of(askerId).ai().autoSuggestions();
  }

  private MessageContext context(StoredMessage stored) {
    return contexts.get(new Members(stored.message().chatId(), stored.version()), this::context);
  }

  private MessageContext context(Members group) {
    List<String> names =
        members.of(group.chatId()).stream().map(ChatMember::name).filter(Objects::nonNull).toList();
    return new MessageContext(true, names);
  }
}
