package app.countersign.chat;

/** What happened in a chat; the same values as in the schema, which says what each means. */
public enum ChatEventKind {
  MESSAGE_ADDED,
  ANSWER_BEGUN,
  STAGE,
  ANSWER_FINISHED,
  ANSWER_FAILED,
  MEMBER_JOINED,
  MEMBER_LEFT,
  CHAT_CHANGED
}
