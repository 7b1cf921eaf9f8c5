package app.countersign.pipeline;

import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.recommendation.Recommendation;
import java.util.List;

/** What a run came to for one user. */
public sealed interface RunOutcome {
  /** New recommendations; none when all that suits is there already, or nothing does. */
  record Made(List<Recommendation> recommendations) implements RunOutcome {
    /** Copies the list. */
    public Made {
      recommendations = List.copyOf(recommendations);
    }
  }

  /** The persona is on record as NONE: there is no signal to recommend anything from. */
  record NoSignals() implements RunOutcome {
    /** A sentence for people. */
    public static final String MESSAGE =
        "There is no signal to recommend anything from: the bank data of this user is missing or"
            + " empty.";
  }

  /** Nothing was computed or stored. */
  record Refused(UserErrorCode code, String message) implements RunOutcome {}
}
