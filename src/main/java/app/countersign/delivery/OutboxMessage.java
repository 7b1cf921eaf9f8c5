package app.countersign.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to be sent.
 *
 * @param payload a map or record that can be written as JSON; it is sent as it is now, whatever
 *     becomes of its subject
 * @param dueAt when the decision can no longer be taken back
 */
public record OutboxMessage(
    String subjectType,
    UUID subjectId,
    UUID decisionId,
    String userId,
    Object payload,
    Instant dueAt) {}
