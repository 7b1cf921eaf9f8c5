package app.countersign.contractchat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer that is being written.
 *
 * @param number its place among the pieces: where it ends, and one more for the last
 * @param offset where it begins in the answer's text, in Unicode code points
 * @param text empty in the last piece
 * @param isLast whether the answer is whole, or has failed
 * @param message the whole answer in the last piece; null before
 */
public record AnswerPiece(
    long number,
    UUID messageId,
    int offset,
    String text,
    boolean isLast,
    @Nullable ContractMessage message) {}
