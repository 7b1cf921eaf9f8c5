package app.countersign.audit;

/** A link of a chain as it was seen: its hash stands for it and every link before it. */
record ChainPoint(String subjectType, String subjectId, int sequence, String hash) {}
