package app.countersign.platform.graphql;

import java.util.List;
import java.util.function.Function;

/**
 * How one mutation is answered.
 *
 * @param isTransactional whether everything happens in one transaction
 * @param isRemembered whether an idempotency key in the input makes it repeatable
 */
record MutationField<I, P>(
    String name,
    Class<I> input,
    Class<P> payload,
    Wiring.OpenMutation<I, P> work,
    Function<List<UserError>, P> refused,
    boolean isTransactional,
    boolean isRemembered) {}
