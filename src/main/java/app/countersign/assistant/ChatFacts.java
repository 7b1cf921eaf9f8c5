package app.countersign.assistant;

import app.countersign.chat.ChatKind;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import java.util.UUID;

/** What an answer needs to know of a chat besides who is in it. */
final class ChatFacts {
  private ChatFacts() {}

  static boolean isGroup(Sql sql, UUID chatId) {
    return sql.first(
            "SELECT kind FROM chat WHERE id = ?",
            row -> Rows.enumValue(row, "kind", ChatKind.class),
            chatId)
        == ChatKind.GROUP;
  }
}
