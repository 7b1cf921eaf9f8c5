package app.countersign.contractchat;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.trace.ModelUse;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Conversations and what was said in them. Every read is an operator's own: somebody else's is
 * absent, and so is one whose time is over, deleted already or not.
 */
@Singleton
class ConversationRepository {
  private static final String COLUMNS =
      """
      m.id, m.conversation_id, m.sequence, m.role, m.status, m.text, m.citations, m.source,
      m.model, m.offered_account, m.failure, m.created_at\
      """;
  private static final String OWN = "v.operator_id = ? AND v.available_until > ?";
  private static final KeysetQuery<ContractMessage> MESSAGES =
      KeysetQuery.select(COLUMNS, ConversationRepository::message).from("contract_message m");
  private static final Sort OLDEST =
      Sort.by(
          "contractMessages.OLDEST",
          Key.asc("m.sequence", KeyType.INTEGER),
          Key.asc("m.id", KeyType.UUID));

  private final Sql sql;

  ConversationRepository(Sql sql) {
    this.sql = sql;
  }

  /** An operator's conversations among these. */
  Map<UUID, ContractConversation> conversations(
      UUID operatorId, Collection<UUID> ids, Instant now) {
    Map<UUID, ContractConversation> found = new LinkedHashMap<>();
    sql.list(
            """
            SELECT v.id, v.contract_id, v.operator_id, v.created_at, v.available_until
            FROM contract_conversation v WHERE v.id = any(?) AND %s
            """
                .formatted(OWN),
            ConversationRepository::conversation,
            ids,
            operatorId,
            now)
        .forEach(conversation -> found.put(conversation.id(), conversation));
    return found;
  }

  /** What was said in an operator's conversations, of these messages. */
  Map<UUID, ContractMessage> messages(UUID operatorId, Collection<UUID> ids, Instant now) {
    Map<UUID, ContractMessage> found = new LinkedHashMap<>();
    sql.list(
            """
            SELECT %s FROM contract_message m
            JOIN contract_conversation v ON v.id = m.conversation_id
            WHERE m.id = any(?) AND %s
            """
                .formatted(COLUMNS, OWN),
            ConversationRepository::message,
            ids,
            operatorId,
            now)
        .forEach(message -> found.put(message.id(), message));
    return found;
  }

  /** The same page of each conversation, in one statement; whose they are was looked at before. */
  Map<UUID, Page<ContractMessage>> pages(Set<UUID> conversationIds, PageRequest request) {
    return MESSAGES.fetchPerParent(
        sql.jdbc(), OLDEST, request, "m.conversation_id", KeyType.UUID, conversationIds);
  }

  /** The last messages before one, oldest first, without answers that are not whole. */
  List<ContractMessage> before(UUID conversationId, int sequence, int most) {
    return sql.list(
            """
            SELECT %s FROM contract_message m
            WHERE m.conversation_id = ? AND m.sequence < ? AND m.status = 'COMPLETE'
            ORDER BY m.sequence DESC LIMIT %d
            """
                .formatted(COLUMNS, most),
            ConversationRepository::message,
            conversationId,
            sequence)
        .reversed();
  }

  /** Begins a conversation that has no message yet. */
  void open(ContractConversation conversation) {
    sql.update(
        """
        INSERT INTO contract_conversation (id, contract_id, operator_id, created_at, available_until)
        VALUES (?, ?, ?, ?, ?)
        """,
        conversation.id(),
        conversation.contractId(),
        conversation.operatorId(),
        conversation.createdAt(),
        conversation.availableUntil());
  }

  /**
   * Takes the next two places of a conversation and keeps it for longer; it stays locked until the
   * transaction ends.
   *
   * @return the first of the two
   */
  int nextTwo(UUID conversationId, Instant availableUntil) {
    Integer last =
        sql.first(
            """
            UPDATE contract_conversation SET last_sequence = last_sequence + 2,
              available_until = greatest(available_until, ?)
            WHERE id = ? RETURNING last_sequence
            """,
            row -> Rows.integer(row, "last_sequence"),
            availableUntil,
            conversationId);
    if (last == null) {
      throw new IllegalStateException("conversation " + conversationId + " has gone meanwhile");
    }
    return last - 1;
  }

  /** An operator's conversation, locked until the transaction ends; null when there is none. */
  @Nullable ContractConversation hold(UUID operatorId, UUID id, Instant now) {
    return sql.first(
        """
        SELECT v.id, v.contract_id, v.operator_id, v.created_at, v.available_until
        FROM contract_conversation v WHERE v.id = ? AND %s FOR UPDATE
        """
            .formatted(OWN),
        ConversationRepository::conversation,
        id,
        operatorId,
        now);
  }

  /** Stores a question, whole, and the answer to it, still to be written, at the place after it. */
  void insert(NewQuestion question) {
    sql.update(
        """
        INSERT INTO contract_message (id, conversation_id, sequence, role, status, text,
          offered_account, document_id, created_at, finished_at)
        VALUES (?, ?, ?, 'OPERATOR', 'COMPLETE', ?, ?, NULL, ?, ?),
          (?, ?, ?, 'ASSISTANT', 'PENDING', '', NULL, ?, ?, NULL)
        """,
        question.questionId(),
        question.conversationId(),
        question.sequence(),
        question.text(),
        question.offeredAccount(),
        question.askedAt(),
        question.askedAt(),
        question.answerId(),
        question.conversationId(),
        question.sequence() + 1,
        question.documentId(),
        question.askedAt());
  }

  /** Which of these account numbers lead to a contract other than this one. */
  Set<String> accountsAmong(List<String> candidates, String contractId) {
    return Set.copyOf(
        sql.list(
            """
            SELECT a.number FROM unnest(?::text[]) AS a (number)
            WHERE EXISTS (SELECT 1 FROM contract c
                WHERE c.account_number = a.number AND c.id <> ?)
              OR EXISTS (SELECT 1 FROM account_policy p JOIN contract c ON c.id = p.contract_id
                WHERE p.account_number = a.number AND c.id <> ?)
            """,
            row -> Rows.text(row, "number"),
            candidates,
            contractId,
            contractId));
  }

  /** Deletes conversations whose time is over, with all that was said in them. */
  int deleteExpired(Instant now) {
    return sql.update("DELETE FROM contract_conversation WHERE available_until <= ?", now);
  }

  private static ContractConversation conversation(ResultSet row) throws SQLException {
    return new ContractConversation(
        Rows.uuid(row, "id"),
        Rows.text(row, "contract_id"),
        Rows.uuid(row, "operator_id"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "available_until"));
  }

  static ContractMessage message(ResultSet row) throws SQLException {
    String offered = Rows.nullableText(row, "offered_account");
    return new ContractMessage(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "conversation_id"),
        Rows.integer(row, "sequence"),
        Rows.enumValue(row, "role", MessageRole.class),
        Rows.enumValue(row, "status", MessageStatus.class),
        Rows.text(row, "text"),
        List.of(Rows.json(row, "citations", Citation[].class)),
        Rows.nullableEnumValue(row, "source", AnswerSource.class),
        Rows.nullableJson(row, "model", ModelUse.class),
        offered == null ? null : new AccountSwitchOffer(offered),
        Rows.nullableText(row, "failure"),
        Rows.instant(row, "created_at"));
  }
}
