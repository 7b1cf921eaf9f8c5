package app.countersign.platform.graphql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a selection costs, compiled once per document; page sizes that come from variables are
 * filled in per request. Sums and products stop at {@link Long#MAX_VALUE}.
 */
sealed interface Cost {
  /** Costs nothing. */
  Cost NONE = new Fixed(0);

  /** Known from the document alone. */
  record Fixed(long value) implements Cost {}

  /** Everything of the parts. */
  record Sum(List<Cost> parts) implements Cost {}

  /** What is in a page, or in a list, times its size. */
  record Times(PageSize size, Cost content) implements Cost {}

  /** A fragment, worked out once per request however often it is spread. */
  record Shared(int fragment, Cost content) implements Cost {}

  /** How many items a page or a list has. */
  record PageSize(
      @Nullable String firstVariable,
      @Nullable String lastVariable,
      @Nullable String listVariable,
      Map<String, Integer> defaults,
      int otherwise,
      int most) {
    static PageSize exactly(int size, int most) {
      return new PageSize(null, null, null, Map.of(), size, most);
    }

    boolean isKnown() {
      return firstVariable == null && lastVariable == null && listVariable == null;
    }

    /** As it was written, or one where a variable says it. */
    long least() {
      return isKnown() ? Math.clamp(otherwise, 1, most) : 1;
    }

    /** At least one, so that what an empty page would hold still counts. */
    long of(Map<String, Object> variables) {
      Long size = number(lastVariable, variables);
      if (size == null) {
        size = number(firstVariable, variables);
      }
      if (size == null && listVariable != null) {
        size = variables.get(listVariable) instanceof List<?> list ? (long) list.size() : 1L;
      }
      return Math.clamp(size == null ? otherwise : size, 1, most);
    }

    private @Nullable Long number(@Nullable String variable, Map<String, Object> variables) {
      if (variable == null) {
        return null;
      }
      if (variables.get(variable) instanceof Number number) {
        return number.longValue();
      }
      Integer byDefault = variables.containsKey(variable) ? null : defaults.get(variable);
      return byDefault == null ? null : byDefault.longValue();
    }
  }

  /** The cost of one request. */
  static long of(Cost cost, int fragments, Map<String, Object> variables) {
    return of(cost, fragments, size -> size.of(variables));
  }

  /** What no choice of variables can make cheaper. */
  static long least(Cost cost, int fragments) {
    return of(cost, fragments, PageSize::least);
  }

  private static long of(Cost cost, int fragments, ToLongFunction<PageSize> sizes) {
    if (cost instanceof Fixed(long value)) {
      return value;
    }
    long[] known = new long[fragments];
    Arrays.fill(known, -1);
    return evaluate(cost, sizes, known);
  }

  private static long evaluate(Cost cost, ToLongFunction<PageSize> sizes, long[] known) {
    return switch (cost) {
      case Fixed(long value) -> value;
      case Sum(List<Cost> parts) -> {
        long sum = 0;
        for (Cost part : parts) {
          sum = plus(sum, evaluate(part, sizes, known));
        }
        yield sum;
      }
      case Times(PageSize size, Cost content) ->
          times(sizes.applyAsLong(size), evaluate(content, sizes, known));
      case Shared(int fragment, Cost content) -> {
        if (known[fragment] < 0) {
          known[fragment] = evaluate(content, sizes, known);
        }
        yield known[fragment];
      }
    };
  }

  /** Folds what is known already. */
  static Cost sum(List<Cost> parts) {
    long fixed = 0;
    List<Cost> open = new ArrayList<>();
    for (Cost part : parts) {
      if (part instanceof Fixed(long value)) {
        fixed = plus(fixed, value);
      } else {
        open.add(part);
      }
    }
    if (open.isEmpty()) {
      return new Fixed(fixed);
    }
    open.add(new Fixed(fixed));
    return new Sum(List.copyOf(open));
  }

  /** Folds what is known already. */
  static Cost times(PageSize size, Cost content) {
    return size.isKnown() && content instanceof Fixed(long value)
        ? new Fixed(times(size.of(Map.of()), value))
        : new Times(size, content);
  }

  private static long plus(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }

  private static long times(long left, long right) {
    return right != 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
  }
}
