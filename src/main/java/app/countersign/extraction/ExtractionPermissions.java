package app.countersign.extraction;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.access.Role;

/** What the caller may do with an extraction now, by the rules that a submission is held to. */
record ExtractionPermissions(Allowance submit) {

  static ExtractionPermissions of(Extraction extraction, Actor actor) {
    if (!actor.role().includes(Role.OPERATOR)) {
      return new ExtractionPermissions(
          Allowance.no("Submitting needs the role %s.".formatted(Role.OPERATOR)));
    }
    return new ExtractionPermissions(
        SubmissionDesk.obstacle(extraction).map(Allowance::no).orElse(Allowance.YES));
  }
}
