package app.countersign.letter;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter to be sent.
 *
 * @param subjectId what it is about: the row that says what the letter's token is good for, and
 *     until when
 * @param personId the person it goes to; null where the address is nobody's account
 * @param address where it goes
 * @param facts what the template tells, by name, as {@link LetterKind} says; others are left out
 */
public record Letter(
    LetterKind kind,
    UUID subjectId,
    @Nullable UUID personId,
    String address,
    Map<String, String> facts) {
  /** Copies the facts. */
  public Letter {
    facts = Map.copyOf(facts);
  }

  /** Without the address and the facts, which belong in no log. */
  @Override
  public String toString() {
    return "Letter[%s, %s]".formatted(kind, subjectId);
  }
}
