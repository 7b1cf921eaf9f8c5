package app.countersign.intent;

/**
 * A person in a message.
 *
 * @param words where the name stands
 * @param name the member's full name, or the name as written
 * @param source how it was known
 */
public record PersonMention(Cue words, String name, Source source) {
  /** How a name was known for one. */
  public enum Source {
    /** A member of the chat has it. */
    MEMBER,
    /** It is written with an at sign, and no one member has it. */
    MENTION,
    /** It stands where names stand; not sure. */
    GUESS
  }
}
