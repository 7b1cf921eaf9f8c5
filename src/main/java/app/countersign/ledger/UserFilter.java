package app.countersign.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users; null is not filtered, an empty list matches nothing.
 *
 * @param persona names of personas: the ledger does not know what they are
 */
record UserFilter(@Nullable List<String> persona, @Nullable String search) {}
