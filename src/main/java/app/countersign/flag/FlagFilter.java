package app.countersign.flag;

import app.countersign.platform.graphql.DateTimeRange;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which flags. Fields AND together, an empty list matches nothing, null means not filtered. */
public record FlagFilter(
    @Nullable Boolean isOpen, @Nullable List<UUID> flaggedBy, @Nullable DateTimeRange flagged) {
  /** Every flag. */
  public static final FlagFilter ALL = new FlagFilter(null, null, null);
}
