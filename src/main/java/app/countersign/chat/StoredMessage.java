package app.countersign.chat;

/**
 * A message that is being stored, with what is known of its chat, which is locked.
 *
 * @param version of the chat: another whenever its name, its members or their roles changed
 */
public record StoredMessage(ChatMessage message, ChatKind chatKind, int version) {}
