package app.countersign.platform.graphql;

/**
 * An event that many subscribers are given as the same object: those who ask for the same of it are
 * given the same answer, worked out once. Whether a subscriber may have the event at all is looked
 * at for each, before; an answer for which anything asked who the caller is, is nobody else's.
 */
public interface SharedEvent {
  /** Keeps the answers, for as long as the event itself is kept. */
  SharedAnswers sharedAnswers();
}
