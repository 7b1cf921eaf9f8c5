package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is asked of the desk. */
final class DeskOperations {
  /** 20 rows of 10 fields. */
  static final String QUEUE =
      """
      query Queue($after: String) { recommendations(filter: {status: [PENDING]}, orderBy: FAIREST, first: 20, after: $after) {
        pageInfo { endCursor }
        nodes { id version priority type title rationale personaPrimary status createdAt updatedAt } } }
      """;

  /** 20 rows of 10 fields of all there are, decided or not. */
  static final String ALL =
      """
      query All($after: String) { recommendations(filter: {status: [PENDING, APPROVED, REJECTED, FLAGGED]}, orderBy: NEWEST, first: 20, after: $after) {
        pageInfo { endCursor }
        nodes { id version priority type title rationale personaPrimary status createdAt updatedAt } } }
      """;

  /** Where the next page of {@link #ALL} begins. */
  static final String WALK =
      """
      query Walk($after: String) { recommendations(filter: {status: [PENDING, APPROVED, REJECTED, FLAGGED]}, orderBy: NEWEST, first: 20, after: $after) {
        pageInfo { hasNextPage endCursor } } }
      """;

  static final String QUEUE_TOTAL =
      """
      query QueueTotal { recommendations(filter: {status: [PENDING]}, orderBy: FAIREST, first: 20) {
        totalCount
        nodes { id version priority type title rationale personaPrimary status createdAt updatedAt } } }
      """;
  static final String QUEUE_TRACES =
      """
      query QueueTraces { recommendations(filter: {status: [FLAGGED]}, orderBy: FAIREST, first: 20) {
        nodes { id version priority type title rationale personaPrimary status createdAt updatedAt
          trace { id asOf window steps { name completedAt } }
          flags { nodes { id reason flaggedAt } } } } }
      """;
  static final String ITEM =
      """
      query Item($id: ID!) { recommendation(id: $id) {
        id version priority type title rationale personaPrimary status createdAt updatedAt } }
      """;
  static final String APPROVE =
      """
      mutation Approve($input: ApproveInput!) { approve(input: $input) {
        recommendation { id version status } userErrors { code message } } }
      """;
  static final String BULK =
      """
      mutation Bulk($input: BulkApproveInput!) { bulkApprove(input: $input) {
        approvedCount failedCount userErrors { code message } } }
      """;

  private DeskOperations() {}

  static byte[] body(String document) {
    return body(document, Map.of());
  }

  static byte[] body(String document, Map<String, ?> variables) {
    return Json.write(Map.of("query", document, "variables", variables))
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] item(String id) {
    return body(ITEM, Map.of("id", id));
  }

  static byte[] approve(String id) {
    return body(APPROVE, Map.of("input", Map.of("recommendationId", id)));
  }

  static byte[] bulk(List<String> ids) {
    return body(BULK, Map.of("input", Map.of("recommendationIds", ids)));
  }
}
