package app.countersign.bill;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of a chat, now or before.
 *
 * @param name as it is now; null when the person had everything erased
 */
public record BillMember(UUID personId, @Nullable String name) {}
