package app.countersign.chat;

/** Is told of each message that a person wrote; every bean of this type is. */
@FunctionalInterface
public interface MessageListener {
  /**
   * Called in the transaction that stores the message, so what it writes is stored with it or not
   * at all; what it throws refuses the message.
   */
  void stored(StoredMessage stored);
}
