package app.countersign.pipeline;

import app.countersign.persona.PersonaKind;
import java.util.Optional;

/**
 * Puts a rationale into better words without changing what it says. Its text is used only when it
 * keeps the form and the numbers of a rationale and passes the tone and advice checks. It may call
 * out and take its time: it is asked before a transaction begins, never inside one.
 */
public interface RationalePolisher {
  /** The polished rationale, or empty where none could be had. */
  Optional<PolishedText> polish(PersonaKind persona, String title, String rationale);
}
