package app.countersign.contractchat;

import app.countersign.contractchat.AnswerRepository.Rest;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.stream.EventLog;
import app.countersign.platform.stream.ResumableStreams;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a stream, on whichever server it is written: what there is of its text after the
 * code points that were seen, what is written after that, and a last piece without text.
 */
@Singleton
class AnswerPieces {
  private final ConversationRepository conversations;
  private final AnswerRepository answers;
  private final ResumableStreams streams;
  private final Clock clock;

  AnswerPieces(
      ConversationRepository conversations,
      AnswerRepository answers,
      ResumableStreams streams,
      Clock clock) {
    this.conversations = conversations;
    this.answers = answers;
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * The pieces after so many code points.
   *
   * @throws RequestError when it is not an answer to the operator
   */
  Flow.Publisher<AnswerPiece> after(UUID operatorId, @Nullable UUID answerId, int seen) {
    ContractMessage answer = answerId == null ? null : own(operatorId, answerId);
    if (answer == null || answer.role() != MessageRole.ASSISTANT) {
      throw RequestError.badRequest("There is no such answer, or it is not yours.");
    }
    return streams.after(
        seen,
        new EventLog<>(
            AnswerRepository.topic(answer.id()),
            (after, limit) -> pieces(operatorId, answer.id(), Math.toIntExact(after)),
            AnswerPiece::number,
            AnswerPiece::isLast));
  }

  private List<AnswerPiece> pieces(UUID operatorId, UUID answerId, int seen) {
    Rest rest = answers.rest(answerId, seen);
    if (rest == null) {
      throw new IllegalStateException("answer " + answerId + " has gone");
    }
    List<AnswerPiece> pieces = new ArrayList<>();
    if (!rest.text().isEmpty()) {
      pieces.add(new AnswerPiece(rest.length(), answerId, seen, rest.text(), false, null));
    }
    if (rest.status() != MessageStatus.PENDING) {
      int end = Math.max(seen, rest.length());
      pieces.add(
          new AnswerPiece(end + 1L, answerId, rest.length(), "", true, own(operatorId, answerId)));
    }
    return pieces;
  }

  private @Nullable ContractMessage own(UUID operatorId, UUID answerId) {
    return conversations.messages(operatorId, Set.of(answerId), clock.instant()).get(answerId);
  }
}
