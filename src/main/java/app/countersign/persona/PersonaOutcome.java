package app.countersign.persona;

import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.signal.SignalWindow;
import java.util.Map;
import java.util.Objects;

/** What assigning personas to one user came to. */
public sealed interface PersonaOutcome {

  /** A persona for each window asked. */
  record Assigned(Map<SignalWindow, PersonaFinding> findings) implements PersonaOutcome {
    /** The finding for a window that was asked for. */
    public PersonaFinding in(SignalWindow window) {
      return Objects.requireNonNull(findings.get(window));
    }
  }

  /** Nothing was computed or stored. */
  record Refused(Refusal refusal) implements PersonaOutcome {}

  /** Why a user got no persona. */
  enum Refusal {
    /** Nobody has this id. */
    UNKNOWN_USER(UserErrorCode.NOT_FOUND, "There is no such user."),
    /** The user's data may not be analysed. */
    CONSENT_MISSING(UserErrorCode.CONSENT_MISSING, "The user has not consented to data analysis.");

    private final UserErrorCode code;
    private final String message;

    Refusal(UserErrorCode code, String message) {
      this.code = code;
      this.message = message;
    }

    /** The code callers know it by. */
    public UserErrorCode code() {
      return code;
    }

    /** A sentence for people. */
    public String message() {
      return message;
    }
  }
}
