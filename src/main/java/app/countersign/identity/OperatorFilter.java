package app.countersign.identity;

import app.countersign.platform.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operators; null is not filtered, an empty list matches nobody. */
public record OperatorFilter(@Nullable List<Role> role, @Nullable Boolean isActive) {
  /** Everybody. */
  public static final OperatorFilter ALL = new OperatorFilter(null, null);
}
