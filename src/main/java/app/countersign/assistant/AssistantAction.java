package app.countersign.assistant;

import app.countersign.intent.Intent;

/** What an answer is about; the same values as in the schema, which says what each means. */
public enum AssistantAction {
  NONE,
  CARD,
  SPLIT,
  TRACKER,
  GENERAL;

  static AssistantAction of(Intent intent) {
    return switch (intent) {
      case CARD -> CARD;
      case SPLIT -> SPLIT;
      case TRACKER -> TRACKER;
      case GENERAL -> GENERAL;
    };
  }
}
