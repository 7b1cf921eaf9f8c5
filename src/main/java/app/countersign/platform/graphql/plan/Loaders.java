package app.countersign.platform.graphql.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is loaded for many parents at once; each key of a request once. */
final class Loaders {
  private final Execution execution;
  private final Map<String, Loader> byName = new LinkedHashMap<>();

  Loaders(Execution execution) {
    this.execution = execution;
  }

  /** A field that waits for its value. */
  private record Slot(ObjectAnswer object, int index) {}

  /** What became of a key. */
  private sealed interface Loaded {
    record Value(@Nullable Object value) implements Loaded {}

    record Failed(Exception failure) implements Loaded {}
  }

  private static final class Loader {
    private final Step.Load step;
    private final FieldCall call;
    private final Map<Object, Loaded> known = new HashMap<>();
    private Map<Object, List<Slot>> waiting = new LinkedHashMap<>();

    private Loader(Step.Load step, FieldCall call) {
      this.step = step;
      this.call = call;
    }
  }

  /**
   * The key's value where it is known already; else has the field wait for it and answers {@link
   * Execution#DEFERRED}.
   */
  @Nullable Object load(
      Step.Load step, Object key, FieldCall call, ObjectAnswer object, int index) {
    Loader loader = byName.computeIfAbsent(step.name(call), _ -> new Loader(step, call));
    return switch (loader.known.get(key)) {
      case Loaded.Value(Object value) -> value;
      case Loaded.Failed(RuntimeException failure) -> throw failure;
      case Loaded.Failed(Exception failure) -> throw new IllegalStateException(failure);
      case null -> {
        loader.waiting.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(new Slot(object, index));
        yield Execution.DEFERRED;
      }
    };
  }

  /** Loads until nobody waits any more. */
  void drain() {
    List<Loader> open = open();
    while (!open.isEmpty()) {
      for (Loader loader : open) {
        execution.checkTime();
        load(loader);
      }
      open = open();
    }
  }

  /** What was loaded may not be so any more. */
  void forget() {
    byName.clear();
  }

  private List<Loader> open() {
    List<Loader> open = new ArrayList<>();
    for (Loader loader : byName.values()) {
      if (!loader.waiting.isEmpty()) {
        open.add(loader);
      }
    }
    return open;
  }

  private void load(Loader loader) {
    Map<Object, List<Slot>> waiting = loader.waiting;
    loader.waiting = new LinkedHashMap<>();
    Map<?, ?> values;
    try {
      values = loader.step.load().load(Collections.unmodifiableSet(waiting.keySet()), loader.call);
    } catch (Exception failure) {
      waiting.forEach((key, slots) -> failed(loader, key, slots, failure));
      return;
    }
    waiting.forEach((key, slots) -> loaded(loader, key, slots, values.get(key)));
  }

  private void loaded(Loader loader, Object key, List<Slot> slots, @Nullable Object found) {
    Object value = found == null ? loader.step.otherwise() : found;
    loader.known.put(key, new Loaded.Value(value));
    slots.forEach(slot -> execution.complete(slot.object(), slot.index(), value));
  }

  private void failed(Loader loader, Object key, List<Slot> slots, Exception failure) {
    loader.known.put(key, new Loaded.Failed(failure));
    slots.forEach(slot -> execution.fail(slot.object(), slot.index(), failure));
  }
}
