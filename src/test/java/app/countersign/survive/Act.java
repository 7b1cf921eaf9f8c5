package app.countersign.survive;

/** A mutation of the desk; the name is what the audit trail calls it. */
enum Act {
  APPROVE("approve", "ApproveInput"),
  REJECT("reject", "RejectInput"),
  FLAG("flag", "FlagInput", "flag { id } recommendation { id status version }"),
  RESOLVE_FLAG("resolveFlag", "ResolveFlagInput", "recommendation { id status version }"),
  UNDO("undoDecision", "UndoDecisionInput"),
  CLAIM("claimRecommendation", "ClaimRecommendationInput"),
  RELEASE("releaseClaim", "ReleaseClaimInput"),
  MODIFY("modify", "ModifyInput"),
  ADD_NOTE("addNote", "AddNoteInput", "note { id }"),
  ADD_TAG("addTag", "TagInput"),
  BULK_APPROVE(
      "bulkApprove",
      "BulkApproveInput",
      "results { recommendationId isApproved recommendation { id status version } }");

  private final String document;

  Act(String field, String input) {
    this(field, input, "recommendation { id status version }");
  }

  Act(String field, String input, String selection) {
    this.document =
        "mutation($input: %s!) { %s(input: $input) { %s userErrors { code message } } }"
            .formatted(input, field, selection);
  }

  String document() {
    return document;
  }

  /** What the audit trail calls it. */
  String recorded() {
    return this == BULK_APPROVE ? APPROVE.name() : name();
  }
}
