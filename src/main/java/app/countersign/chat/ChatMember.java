package app.countersign.chat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is in a chat now.
 *
 * @param name null when the person had everything erased
 * @param sharesPurchases whether answers in this chat may use what the member bought
 * @param joinedSequence the member sees what came after this number
 * @param readSequence up to where the member has read
 */
public record ChatMember(
    UUID chatId,
    UUID personId,
    @Nullable String name,
    ChatRole role,
    boolean sharesPurchases,
    int joinedSequence,
    int readSequence,
    Instant joinedAt) {}
