package app.countersign.pipeline;

import app.countersign.persona.PersonaFinding;

/** What reading a user for a run came to. */
sealed interface UserReading {
  /** All that the pipeline asks for. */
  record Ready(PersonaFinding finding, PipelineInput input) implements UserReading {}

  /** Nothing may or can be drafted. */
  record Ended(RunOutcome outcome) implements UserReading {}
}
