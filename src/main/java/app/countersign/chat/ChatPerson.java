package app.countersign.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wrote something, in the chat still or not.
 *
 * @param name null when the person had everything erased
 */
public record ChatPerson(UUID id, @Nullable String name) {}
