package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where features say how the fields of the schema are answered. Declaring a thing twice fails the
 * start, as does wiring for what the schema does not have.
 */
public final class Wiring {
  private final Map<String, TypeWiring<?>> types = new LinkedHashMap<>();
  private final Map<String, FieldSource> queries = new LinkedHashMap<>();
  private final Map<String, MutationField<?, ?>> mutations = new LinkedHashMap<>();
  private final Map<String, ActionLimit> limits = new LinkedHashMap<>();
  private final Map<String, NodeSource> nodes = new LinkedHashMap<>();
  private final Map<String, SubscriptionField> subscriptions = new LinkedHashMap<>();

  /** What a mutation does for whoever calls, signed in or not. */
  @FunctionalInterface
  public interface OpenMutation<I, P> {
    /** Does it and answers the payload; refuses by {@link RefusedException}. */
    P run(@Nullable Actor actor, I input);

    /** Called once when it is over, whether it was run, refused or not needed. */
    default void end() {}
  }

  /** What a mutation does with what was made ready before its transaction. */
  @FunctionalInterface
  public interface PreparedMutation<I, A, P> {
    /** Does it and answers the payload; refuses by {@link RefusedException}. */
    P run(Actor actor, I input, A ready);
  }

  /**
   * An object type of the schema and the class behind it. Fields that are not wired explicitly are
   * read by the accessor of the same name. Several features may add fields to one type if they name
   * the same class.
   */
  @SuppressWarnings("unchecked") // the class is compared, so that the type is the one declared
  public <T> TypeWiring<T> type(String typeName, Class<T> backing) {
    TypeWiring<?> wiring = types.computeIfAbsent(typeName, name -> new TypeWiring<>(name, backing));
    if (wiring.backing() != backing) {
      throw new IllegalStateException(
          "type %s is backed by %s and by %s"
              .formatted(typeName, wiring.backing().getName(), backing.getName()));
    }
    return (TypeWiring<T>) wiring;
  }

  /** A field of Query that always has an answer. */
  public <R> Wiring query(String name, Function<Call, ? extends R> read) {
    return addQuery(name, new FieldSource.Root(read::apply, false));
  }

  /** A field of Query whose answer may be null. */
  public <R> Wiring nullableQuery(String name, Function<Call, ? extends @Nullable R> read) {
    return addQuery(name, new FieldSource.Root(read::apply, true));
  }

  /**
   * A field of Subscription: each item that is published is one event, answered as if it were a
   * query's. Items come at the pace the subscriber asks for them; a publisher that brings more than
   * was asked for ends the subscription, and so does its failure.
   *
   * @param open answers the publisher, which may block while it is subscribed to, as all of this
   *     runs on virtual threads; nothing may begin before it is subscribed to
   */
  public <T> Wiring subscription(
      String name, Function<Call, ? extends Flow.Publisher<? extends T>> open) {
    once(subscriptions.putIfAbsent(name, new SubscriptionField(open::apply)), "subscription", name);
    return this;
  }

  /**
   * A mutation for a signed-in actor: bound input, idempotency and work in one transaction.
   *
   * @param input the record behind the argument {@code input}; a component {@code idempotencyKey}
   *     (a nullable string) makes it repeatable
   * @param payload the record behind the payload type; kept as JSON with the key
   * @param work what is done; a {@link RefusedException} rolls everything back
   * @param refused the payload that says why nothing was done
   */
  public <I, P> Wiring mutation(
      String name,
      Class<I> input,
      Class<P> payload,
      BiFunction<Actor, I, P> work,
      Function<List<UserError>, P> refused) {
    return addMutation(
        name,
        new MutationField<>(
            name,
            input,
            payload,
            (actor, bound) -> (again, same) -> work.apply(signedIn(actor), bound),
            refused,
            true,
            true,
            false));
  }

  /**
   * As {@link #mutation}, with something made ready before the transaction begins: for what takes
   * its time or calls out. A call repeated with its idempotency key after the first was answered is
   * not made ready again; one repeated at the same time may be.
   *
   * @param prepare makes it ready; what it does is not taken back with the transaction
   * @param work what is done with it
   */
  public <I, A, P> Wiring preparedMutation(
      String name,
      Class<I> input,
      Class<P> payload,
      BiFunction<Actor, I, A> prepare,
      PreparedMutation<I, A, P> work,
      Function<List<UserError>, P> refused) {
    return preparedMutation(name, input, payload, prepare, work, refused, _ -> {});
  }

  /**
   * As {@link #preparedMutation(String, Class, Class, BiFunction, PreparedMutation, Function)}, for
   * what is held from being made ready until the transaction is over.
   *
   * @param release lets go of what was made ready, once the transaction ended one way or another
   */
  public <I, A, P> Wiring preparedMutation(
      String name,
      Class<I> input,
      Class<P> payload,
      BiFunction<Actor, I, A> prepare,
      PreparedMutation<I, A, P> work,
      Function<List<UserError>, P> refused,
      Consumer<A> release) {
    return addMutation(
        name,
        new MutationField<>(
            name,
            input,
            payload,
            (actor, bound) ->
                MutationField.prepared(signedIn(actor), bound, prepare, work, release),
            refused,
            true,
            true,
            true));
  }

  /**
   * As {@link #mutation}, but the answer holds a secret (a new token), so it is not kept and the
   * call cannot be repeated: its input has no idempotency key.
   */
  public <I, P> Wiring secretMutation(
      String name,
      Class<I> input,
      Class<P> payload,
      BiFunction<Actor, I, P> work,
      Function<List<UserError>, P> refused) {
    return addMutation(
        name,
        new MutationField<>(
            name,
            input,
            payload,
            (actor, bound) -> (again, same) -> work.apply(signedIn(actor), bound),
            refused,
            true,
            false,
            false));
  }

  /**
   * A mutation for anyone, such as signing in. Runs <em>without</em> a transaction around it, so
   * that counting a failure outlives the refusal: the service opens its own. No idempotency.
   */
  public <I, P> Wiring anonymousMutation(
      String name,
      Class<I> input,
      Class<P> payload,
      OpenMutation<I, P> work,
      Function<List<UserError>, P> refused) {
    return addMutation(
        name,
        new MutationField<>(
            name, input, payload, (actor, bound) -> work, refused, false, false, false));
  }

  /**
   * Limits how often a minute a mutation may be called, by one actor and from one address: {@code
   * limit("sendMessage", new ActionLimit("messages", 30, 120))}. Each call counts, whatever comes
   * of it, those of one request one by one; one too many ends the field with RATE_LIMITED before
   * its input is looked at. Who may not call it at all is told that first.
   */
  public Wiring limit(String mutation, ActionLimit limit) {
    once(limits.putIfAbsent(mutation, limit), "the limit of", mutation);
    return this;
  }

  /**
   * Feeds {@code node} and {@code nodes} for a type whose ids are UUIDs.
   *
   * @param required the role without which the type's nodes are absent
   * @param byIds answers those that exist
   */
  public <T> Wiring nodes(
      String typeName, Class<T> backing, Role required, Function<Set<UUID>, Map<UUID, T>> byIds) {
    return nodes(typeName, backing, required, (_, ids) -> byIds.apply(ids));
  }

  /**
   * As {@link #nodes(String, Class, Role, Function)}, for what depends on who asks, or is put on
   * record when somebody does.
   */
  public <T> Wiring nodes(
      String typeName,
      Class<T> backing,
      Role required,
      BiFunction<Actor, Set<UUID>, Map<UUID, T>> byIds) {
    return addNodes(
        typeName,
        new NodeSource(
            backing, required, (actor, ids) -> byUuids(ids, uuids -> byIds.apply(actor, uuids))));
  }

  /** Feeds {@code node} and {@code nodes} for a type whose ids are text. */
  public <T> Wiring textNodes(
      String typeName,
      Class<T> backing,
      Role required,
      Function<Set<String>, Map<String, T>> byIds) {
    return textNodes(typeName, backing, required, (_, ids) -> byIds.apply(ids));
  }

  /**
   * As {@link #textNodes(String, Class, Role, Function)}, for what depends on who asks, or is put
   * on record when somebody does.
   */
  public <T> Wiring textNodes(
      String typeName,
      Class<T> backing,
      Role required,
      BiFunction<Actor, Set<String>, Map<String, T>> byIds) {
    return addNodes(typeName, new NodeSource(backing, required, byIds));
  }

  Map<String, TypeWiring<?>> types() {
    return Collections.unmodifiableMap(types);
  }

  Map<String, FieldSource> queries() {
    return Collections.unmodifiableMap(queries);
  }

  Map<String, MutationField<?, ?>> mutations() {
    return Collections.unmodifiableMap(mutations);
  }

  Map<String, ActionLimit> limits() {
    return Collections.unmodifiableMap(limits);
  }

  Map<String, NodeSource> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  Map<String, SubscriptionField> subscriptions() {
    return Collections.unmodifiableMap(subscriptions);
  }

  private static <T> Map<String, T> byUuids(
      Set<String> ids, Function<Set<UUID>, Map<UUID, T>> byIds) {
    Map<String, UUID> asked = new LinkedHashMap<>();
    for (String id : ids) {
      UUID uuid = InputBinder.uuidOrNull(id);
      if (uuid != null) {
        asked.put(id, uuid);
      }
    }
    if (asked.isEmpty()) {
      return Map.of();
    }
    Map<UUID, T> found = byIds.apply(Set.copyOf(asked.values()));
    Map<String, T> named = new HashMap<>();
    asked.forEach(
        (id, uuid) -> {
          T node = found.get(uuid);
          if (node != null) {
            named.put(id, node);
          }
        });
    return named;
  }

  private static Actor signedIn(@Nullable Actor actor) {
    if (actor == null) {
      throw Call.notSignedIn();
    }
    return actor;
  }

  private Wiring addQuery(String name, FieldSource source) {
    once(queries.putIfAbsent(name, source), "query", name);
    return this;
  }

  private Wiring addMutation(String name, MutationField<?, ?> mutation) {
    once(mutations.putIfAbsent(name, mutation), "mutation", name);
    return this;
  }

  private Wiring addNodes(String typeName, NodeSource source) {
    once(nodes.putIfAbsent(typeName, source), "nodes of", typeName);
    return this;
  }

  private static void once(@Nullable Object earlier, String what, String name) {
    if (earlier != null) {
      throw new IllegalStateException("%s %s is wired twice".formatted(what, name));
    }
  }
}
