package app.countersign.assistant;

import app.countersign.assistant.AnswerRepository.Attempt;
import app.countersign.assistant.Question.Member;
import app.countersign.assistant.Question.Said;
import app.countersign.chat.ChatMember;
import app.countersign.chat.ChatMembers;
import app.countersign.intent.Entities;
import app.countersign.intent.IntentClassifier;
import app.countersign.intent.Intents;
import app.countersign.intent.MessageContext;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what an answer needs to know of the question and of where it was asked. */
@Singleton
class Questions {
  private static final int MOST_EARLIER = 10;
  private static final String NO_NAME = "Somebody";

  private final ChatMembers members;
  private final Settings settings;
  private final IntentClassifier classifier;
  private final Sql sql;

  Questions(ChatMembers members, Settings settings, IntentClassifier classifier, Sql sql) {
    this.members = members;
    this.settings = settings;
    this.classifier = classifier;
    this.sql = sql;
  }

  private record Asked(
      String text, int sequence, Instant at, ZoneId zone, @Nullable Instant erasedAt) {}

  /**
   * The question of an attempt.
   *
   * @throws AnswerFailed when it was erased, or who asked has left the chat
   */
  Question of(Attempt attempt) {
    Asked asked = asked(attempt);
    List<ChatMember> present = members.of(attempt.chatId());
    ChatMember asker =
        present.stream()
            .filter(member -> member.personId().equals(attempt.askerId()))
            .findFirst()
            .orElse(null);
    if (asked.erasedAt() != null || asker == null) {
      throw new AnswerFailed("Who asked this is not in the chat any more.");
    }
    boolean isGroup = ChatFacts.isGroup(sql, attempt.chatId());
    MessageContext context = context(present, isGroup);
    String words = Calling.without(asked.text());
    Intents intents = classifier.classify(words, context);
    return new Question(
        attempt.chatId(),
        attempt.messageId(),
        attempt.answerId(),
        new Actor(attempt.askerId(), name(asker), Role.CUSTOMER, Actor.Kind.SYSTEM, null),
        asked.text(),
        intents,
        Entities.find(words, asked.at().atZone(asked.zone()), context),
        isGroup,
        present.stream().map(member -> member(member, isGroup)).toList(),
        asked.zone(),
        asked.at(),
        earlier(attempt.chatId(), asker, asked.sequence()));
  }

  private Asked asked(Attempt attempt) {
    return Objects.requireNonNull(
        sql.first(
            """
            SELECT m.text, m.sequence, m.created_at, m.erased_at, u.time_zone
            FROM chat_message m JOIN customer u ON u.person_id = m.sender_id WHERE m.id = ?
            """,
            row ->
                new Asked(
                    Rows.text(row, "text"),
                    Rows.integer(row, "sequence"),
                    Rows.instant(row, "created_at"),
                    ZoneId.of(Rows.text(row, "time_zone")),
                    Rows.nullableInstant(row, "erased_at")),
            attempt.messageId()));
  }

  private static MessageContext context(List<ChatMember> present, boolean isGroup) {
    return new MessageContext(
        isGroup, present.stream().map(ChatMember::name).filter(Objects::nonNull).toList());
  }

  /** Sharing takes both: the member's word for this chat, and the setting for all chats. */
  private Member member(ChatMember member, boolean isGroup) {
    boolean isSharing =
        !isGroup
            || (member.sharesPurchases()
                && settings.of(member.personId()).privacy().shareSpendingData());
    return new Member(member.personId(), name(member), isSharing);
  }

  private static String name(ChatMember member) {
    return Objects.requireNonNullElse(member.name(), NO_NAME);
  }

  /** What was said before in the chat, as far as who asks may read it. */
  private List<Said> earlier(UUID chatId, ChatMember asker, int sequence) {
    return sql.list(
            """
            SELECT m.id, m.kind, m.text FROM chat_message m
            WHERE m.chat_id = ? AND m.sequence > ? AND m.sequence < ? AND m.kind <> 'NOTICE'
              AND m.status = 'COMPLETE' AND m.erased_at IS NULL
            ORDER BY m.sequence DESC LIMIT ?
            """,
            row ->
                new Said(
                    Rows.uuid(row, "id"),
                    Rows.text(row, "kind").equals("ASSISTANT"),
                    Rows.text(row, "text")),
            chatId,
            asker.joinedSequence(),
            sequence,
            MOST_EARLIER)
        .reversed();
  }
}
