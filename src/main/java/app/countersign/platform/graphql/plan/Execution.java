package app.countersign.platform.graphql.plan;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.CoercedVariables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: parents before children, and what is loaded for many parents once nothing else
 * is left to do. For one thread.
 */
final class Execution {
  /** Comes later. */
  static final Object DEFERRED = new Object();

  private final CoercedVariables variables;
  private final GraphQLContext context;
  private final Failures failures;
  private final Completion completion;
  private final Loaders loaders;
  private final List<GraphQLError> errors = new ArrayList<>();
  private final Set<List<Object>> failedPaths = new HashSet<>();

  Execution(CoercedVariables variables, GraphQLContext context, Failures failures) {
    this.variables = variables;
    this.context = context;
    this.failures = failures;
    this.completion = new Completion(this, context);
    this.loaders = new Loaders(this);
  }

  /** Answers all fields; null when what must not be null is. */
  @Nullable ObjectAnswer all(Selection selection) {
    ObjectAnswer root = new ObjectAnswer(selection, null);
    fill(root, null);
    loaders.drain();
    return completion.isBroken() ? Pruning.of(root) : root;
  }

  /** Answers one field after the other, each with what is below it; as {@link #all}. */
  @Nullable ObjectAnswer oneByOne(Selection selection) {
    ObjectAnswer root = new ObjectAnswer(selection, null);
    for (int index = 0; index < selection.size(); index++) {
      loaders.forget();
      resolve(root, index, null);
      loaders.drain();
      if (completion.isBroken() && Pruning.isBroken(root, index)) {
        return null;
      }
    }
    return root;
  }

  List<GraphQLError> errors() {
    return errors;
  }

  GraphQLContext context() {
    return context;
  }

  CoercedVariables variables() {
    return variables;
  }

  void checkTime() {
    failures.checkTime(context);
  }

  /** Answers all fields of an object, but for those that are loaded later. */
  void fill(ObjectAnswer object, @Nullable Object source) {
    for (int index = 0; index < object.selection().size(); index++) {
      resolve(object, index, source);
    }
  }

  /** A field's value is there. */
  void complete(ObjectAnswer object, int index, @Nullable Object value) {
    PlannedField field = object.selection().field(index);
    object.set(index, completion.complete(field.shape(), value, object.place(), field.key()));
  }

  /** A field's value cannot be had. */
  void fail(ObjectAnswer object, int index, Throwable failure) {
    PlannedField field = object.selection().field(index);
    List<Object> path = Place.list(object.place(), field.key());
    failedPaths.add(path);
    errors.add(failures.thrown(failure, path, field.location(), context));
    complete(object, index, null);
  }

  /** A value that the schema does not allow, unless it is known already why. */
  void misfit(String what, @Nullable Place parent, Object step) {
    List<Object> path = Place.list(parent, step);
    if (failedPaths.add(path)) {
      errors.add(failures.misfit(what, path, context));
    }
  }

  private void resolve(ObjectAnswer object, int index, @Nullable Object source) {
    PlannedField field = object.selection().field(index);
    if (!(field.step() instanceof Step.Read)) {
      checkTime();
    }
    @Nullable Object value;
    try {
      value = fetch(field.step(), field, source, object, index);
    } catch (Exception failure) {
      fail(object, index, failure);
      return;
    }
    if (value != DEFERRED) {
      complete(object, index, value);
    }
  }

  private @Nullable Object fetch(
      Step step, PlannedField field, @Nullable Object source, ObjectAnswer object, int index) {
    return switch (step) {
      case Step.Read read -> source == null ? null : read.read().apply(source);
      case Step.Ask ask -> ask.ask().apply(source, new PlannedCall(field, this));
      case Step.Change change -> change.change().apply(new PlannedCall(field, this));
      case Step.Guarded guarded -> {
        guarded.demand().accept(new PlannedCall(field, this));
        yield fetch(guarded.inner(), field, source, object, index);
      }
      case Step.Load load -> {
        Object key = source == null ? null : load.key().apply(source);
        yield key == null
            ? load.otherwise()
            : loaders.load(load, key, new PlannedCall(field, this), object, index);
      }
    };
  }
}
