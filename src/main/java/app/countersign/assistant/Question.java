package app.countersign.assistant;

import app.countersign.intent.Entities;
import app.countersign.intent.Intents;
import app.countersign.platform.access.Actor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the assistant answers.
 *
 * @param messageId the message
 * @param answerId the message that the answer will be
 * @param asker who wrote it: a customer
 * @param text as it was written
 * @param isGroup whether others read the answer
 * @param members everybody in the chat now, in the order they joined; the asker among them
 * @param zone the asker's
 * @param askedAt when it was written: what "today" is told by
 * @param earlier what was said before it in the chat, oldest first, at most the last ten
 */
public record Question(
    UUID chatId,
    UUID messageId,
    UUID answerId,
    Actor asker,
    String text,
    Intents intents,
    Entities entities,
    boolean isGroup,
    List<Member> members,
    ZoneId zone,
    Instant askedAt,
    List<Said> earlier) {
  /** Copies the lists. */
  public Question {
    members = List.copyOf(members);
    earlier = List.copyOf(earlier);
  }

  /** The text with blanks where the assistant is called: every other word keeps its place. */
  public String words() {
    return Calling.without(text);
  }

  /**
   * Whether the answer may use what this person bought: one's own alone, in a group that of a
   * member who shares it there.
   *
   * @param personId null for somebody without an account, who bought nothing here
   */
  public boolean sharesPurchases(@Nullable UUID personId) {
    return isGroup
        ? members.stream()
            .anyMatch(member -> member.personId().equals(personId) && member.sharesPurchases())
        : asker.id().equals(personId);
  }

  /**
   * Somebody in the chat.
   *
   * @param sharesPurchases whether this member agreed that the answers in this chat may use the
   *     member's purchases. In a group, what is bought by one who did not stays out of every
   *     answer, the asker's own question included; alone, everything is one's own
   */
  public record Member(UUID personId, String name, boolean sharesPurchases) {}

  /**
   * Something said earlier.
   *
   * @param isByAssistant whether the assistant said it
   */
  public record Said(UUID messageId, boolean isByAssistant, String text) {}
}
