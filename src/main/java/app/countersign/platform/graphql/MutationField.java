package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one mutation is answered.
 *
 * @param preparation makes the work ready, before any transaction
 * @param isTransactional whether everything happens in one transaction
 * @param isRemembered whether an idempotency key in the input makes it repeatable
 * @param isPrepared whether making it ready is costly, so that a repeated call must not
 */
record MutationField<I, P>(
    String name,
    Class<I> input,
    Class<P> payload,
    Preparation<I, P> preparation,
    Function<List<UserError>, P> refused,
    boolean isTransactional,
    boolean isRemembered,
    boolean isPrepared) {

  /** What is done before the transaction begins. */
  @FunctionalInterface
  interface Preparation<I, P> {
    Wiring.OpenMutation<I, P> prepare(@Nullable Actor actor, I input);
  }
}
