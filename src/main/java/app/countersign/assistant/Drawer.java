package app.countersign.assistant;

/**
 * What stands beside an answer and shows its working: a record that is written to JSON with the
 * answer and read back, a member of the schema's union {@code Drawer} by its simple name.
 */
public interface Drawer {
  /**
   * Whether a language model may put the answer that it stands beside into other words; false where
   * the words are quotes, or say that there is no answer.
   */
  default boolean allowsOtherWords() {
    return true;
  }
}
