package app.countersign.store;

import app.countersign.platform.access.Actor;

/**
 * Who knows which file belongs to a contract, who may see it, and where views are put on record.
 */
public interface DocumentLocator {
  /** What is known of a contract's document. */
  sealed interface Located {
    /**
     * Where it is.
     *
     * @param fileName under which a browser shows or saves it
     */
    record Found(ObjectKey key, String fileName) implements Located {}

    /** There is no such contract, or the actor may not know of it. */
    record NoContract() implements Located {}

    /** The contract has no file. */
    record NoDocument() implements Located {}
  }

  /** Looks the document of a contract up; leaves no record. */
  Located locate(Actor actor, String contractId);

  /**
   * Puts on record that the actor is shown the document. Called before the first byte is sent; what
   * it throws keeps the document from being sent.
   *
   * @param view how much of it, and whether it is sent or known to be the actor's already
   */
  void viewed(Actor actor, String contractId, View view);

  /** How a document was seen. */
  enum View {
    /** All of it is sent. */
    WHOLE,
    /** A part of it is sent. */
    PART,
    /** The actor has it from before and was told that it still holds. */
    CACHED
  }
}
