package app.countersign.identity;

import app.countersign.platform.graphql.UserError;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What else must hold of a person whose password was right before a session is opened. Features
 * that know more of a person give one as a bean.
 */
@FunctionalInterface
public interface SignInCondition {
  /** Why the person may not sign in; null when they may. */
  @Nullable UserError refusal(UUID personId);
}
