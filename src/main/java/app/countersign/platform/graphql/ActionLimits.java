package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.naming.NameUtils;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is done per actor and per address against the {@link ActionLimit} of its kind, in
 * this server's memory. Mutations are counted by {@link Wiring#limit}; anything else asks here.
 */
@Singleton
public final class ActionLimits {
  private final Map<String, ActionLimitConfiguration> configured;
  private final int factor;
  private final Map<String, Counted> counted = new ConcurrentHashMap<>();

  /**
   * @param factor by which every number is multiplied: one door to open for a measurement, or on a
   *     server behind which many share an address
   */
  ActionLimits(
      List<ActionLimitConfiguration> configured,
      @Property(name = "countersign.rate-limit.action-factor", defaultValue = "1") int factor) {
    this.configured =
        configured.stream()
            .collect(Collectors.toMap(ActionLimitConfiguration::name, Function.identity()));
    this.factor = factor;
  }

  private record Counted(
      ActionLimit declared, @Nullable CallBuckets actors, @Nullable CallBuckets addresses) {}

  /**
   * Counts one more, or refuses it.
   *
   * @param actor null when nobody is signed in
   * @param address null for what comes from none
   * @throws RequestError RATE_LIMITED when that was too many in the last minute
   */
  public void take(ActionLimit limit, @Nullable Actor actor, @Nullable String address) {
    Counted kind = counted(limit);
    if (kind.actors() != null && actor != null) {
      kind.actors().take(actor.id().toString());
    }
    if (kind.addresses() != null && address != null) {
      kind.addresses().take(CallBuckets.network(address));
    }
  }

  private Counted counted(ActionLimit limit) {
    Counted kind = counted.computeIfAbsent(limit.name(), _ -> begin(limit));
    if (!kind.declared().equals(limit)) {
      throw new IllegalStateException(
          "two limits of one name: %s and %s".formatted(kind.declared(), limit));
    }
    return kind;
  }

  private Counted begin(ActionLimit limit) {
    ActionLimitConfiguration other = configured.get(NameUtils.hyphenate(limit.name()));
    Integer perActor = other == null ? null : other.perActorPerMinute();
    Integer perAddress = other == null ? null : other.perAddressPerMinute();
    return new Counted(
        limit,
        buckets(limit.name() + "PerActorPerMinute", perActor, limit.perActor()),
        buckets(limit.name() + "PerAddressPerMinute", perAddress, limit.perAddress()));
  }

  private @Nullable CallBuckets buckets(String name, @Nullable Integer other, int declared) {
    int perMinute = Math.multiplyExact(other == null ? declared : other, factor);
    return perMinute == 0 ? null : new CallBuckets(name, perMinute);
  }
}
