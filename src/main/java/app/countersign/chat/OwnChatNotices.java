package app.countersign.chat;

import app.countersign.letter.NoticeBoard;
import app.countersign.platform.db.Ids;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Puts notices up in a person's own chat, the one in use last; begins one where there is none. */
@Singleton
class OwnChatNotices implements NoticeBoard {
  private final ChatRepository chats;
  private final ChatLog log;
  private final Clock clock;

  OwnChatNotices(ChatRepository chats, ChatLog log, Clock clock) {
    this.chats = chats;
    this.log = log;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID post(UUID personId, String text) {
    UUID own = chats.latestOwn(personId);
    return log.notice(own == null ? begun(personId) : own, text).id();
  }

  private UUID begun(UUID personId) {
    UUID id = Ids.next();
    Instant now = clock.instant();
    chats.open(id, personId, null, now);
    return id;
  }
}
