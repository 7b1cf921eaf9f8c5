package app.countersign.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change to be put on record. Entries are kept for good and cannot be erased, so before and
 * after hold ids, states and texts of the desk, never a name, an address or a secret.
 *
 * @param subjectType the kind of thing whose chain it joins, for example {@code Recommendation}
 * @param subjectId which thing
 * @param recommendationId the recommendation it touches, for looking it up
 * @param userId the user it touches, for looking it up
 * @param contractId the contract it touches, for looking it up
 * @param batchId what the entries of one bulk call share
 * @param before what changed, as it was; a map or record that can be written as JSON
 * @param after what changed, as it is
 */
public record AuditEvent(
    String subjectType,
    String subjectId,
    AuditAction action,
    @Nullable UUID recommendationId,
    @Nullable String userId,
    @Nullable String contractId,
    @Nullable UUID batchId,
    @Nullable Object before,
    @Nullable Object after) {

  /** The subject type of everything that happens to a recommendation. */
  public static final String RECOMMENDATION = "Recommendation";

  /** An event of a recommendation's own chain. */
  public static AuditEvent ofRecommendation(
      UUID id,
      String userId,
      AuditAction action,
      @Nullable UUID batchId,
      @Nullable Object before,
      @Nullable Object after) {
    return new AuditEvent(
        RECOMMENDATION, id.toString(), action, id, userId, null, batchId, before, after);
  }

  /** An event of any other thing. */
  public static AuditEvent of(
      String subjectType,
      String subjectId,
      AuditAction action,
      @Nullable String userId,
      @Nullable Object before,
      @Nullable Object after) {
    return new AuditEvent(subjectType, subjectId, action, null, userId, null, null, before, after);
  }

  /** An event of a contract, or of something that belongs to one. */
  public static AuditEvent ofContract(
      String subjectType,
      String subjectId,
      AuditAction action,
      String contractId,
      @Nullable Object before,
      @Nullable Object after) {
    return new AuditEvent(
        subjectType, subjectId, action, null, null, contractId, null, before, after);
  }
}
