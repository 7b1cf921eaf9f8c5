package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
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

  /** Makes ready at once; the work runs with it later, and lets go of it in the end. */
  static <I, A, P> Wiring.OpenMutation<I, P> prepared(
      Actor caller,
      I input,
      BiFunction<Actor, I, A> prepare,
      Wiring.PreparedMutation<I, A, P> work,
      Consumer<A> release) {
    A ready = prepare.apply(caller, input);
    return new Wiring.OpenMutation<>() {
      @Override
      public P run(@Nullable Actor again, I same) {
        return work.run(caller, input, ready);
      }

      @Override
      public void end() {
        release.accept(ready);
      }
    };
  }
}
