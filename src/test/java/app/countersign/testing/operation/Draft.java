package app.countersign.testing.operation;

import app.countersign.testing.operation.GeneratedOperations.Operation;
import app.countersign.testing.operation.GeneratedOperations.Options;
import graphql.language.OperationDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation while it is made: what it declares, and what it may still use. */
final class Draft {
  private static final int MOST_ALIASES = 12;
  private static final int MOST_DIRECTIVES = 15;
  private static final int MOST_VARIABLES = 25;

  private final Random random;
  private final Options options;
  private final Map<String, String> declared = new LinkedHashMap<>();
  private final Map<String, List<String>> byType = new LinkedHashMap<>();
  private final Map<String, Object> given = new LinkedHashMap<>();
  private final List<Fragment> fragments = new ArrayList<>();
  private int fields;
  private int aliases;
  private int directives;
  private int names;

  /** A fragment that is complete. */
  record Fragment(String name, String type, String text) {}

  Draft(Random random, Options options) {
    this.random = random;
    this.options = options;
  }

  Random random() {
    return random;
  }

  Options options() {
    return options;
  }

  /** True in so many of a hundred cases. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Whether another field may be asked for. */
  boolean takeField() {
    return fields++ < options.fields();
  }

  boolean isFull() {
    return fields >= options.fields();
  }

  /** A new alias; null when there are enough. */
  @Nullable String alias() {
    return aliases++ < MOST_ALIASES ? "a" + aliases : null;
  }

  /** A name that nothing has yet. */
  String name(String prefix) {
    names++;
    return prefix + names;
  }

  boolean hasRoomForVariables() {
    return declared.size() < MOST_VARIABLES;
  }

  /** A variable of exactly this type that was declared before; null where there is none. */
  @Nullable String known(String type) {
    List<String> known = byType.get(type);
    return known == null ? null : pick(known);
  }

  /** Declares a variable. */
  String declare(String type, @Nullable String defaultValue) {
    String name = name("v");
    declared.put(
        name, "$" + name + ": " + type + (defaultValue == null ? "" : " = " + defaultValue));
    byType.computeIfAbsent(type, any -> new ArrayList<>()).add(name);
    return name;
  }

  /** Gives a variable a value. */
  void give(String name, @Nullable Object value) {
    given.put(name, value);
  }

  void add(Fragment fragment) {
    fragments.add(fragment);
  }

  /** A fragment on exactly this type; null where there is none. */
  @Nullable Fragment fragment(String type) {
    List<Fragment> fitting =
        fragments.stream().filter(fragment -> fragment.type().equals(type)).toList();
    return fitting.isEmpty() ? null : pick(fitting);
  }

  /** Now and then {@code @skip} or {@code @include}, or both, behind a space. */
  String directives(Supplier<String> flag) {
    if (!chance(6) || directives >= MOST_DIRECTIVES) {
      return "";
    }
    directives += 2;
    boolean isSkip = chance(40);
    String first = " @" + (isSkip ? "skip" : "include") + "(if: " + flag.get() + ")";
    return chance(20)
        ? first + " @" + (isSkip ? "include" : "skip") + "(if: " + flag.get() + ")"
        : first;
  }

  /** What stands between two things. */
  String gap() {
    return switch (random.nextInt(40)) {
      case 0 -> ",";
      case 1 -> "\n\t";
      case 2 -> " # so what \"{\n";
      case 3 -> " ,\r\n ";
      default -> " ";
    };
  }

  Operation finish(OperationDefinition.Operation kind, String body) {
    boolean isNamed = chance(60);
    boolean isOneOfTwo = isNamed && chance(15);
    String name = "Generated" + random.nextInt(1_000);
    String variables = declared.isEmpty() ? "" : "(" + String.join(gap(), declared.values()) + ")";
    String head = kind.name().toLowerCase(Locale.ROOT) + (isNamed ? " " + name : "") + variables;
    boolean isShort =
        kind == OperationDefinition.Operation.QUERY && !isNamed && declared.isEmpty() && chance(50);
    List<String> parts = new ArrayList<>();
    parts.add((isShort ? "" : head + gap()) + body);
    fragments.forEach(fragment -> parts.add(fragment.text()));
    if (isOneOfTwo) {
      parts.add("query Other { __typename }");
    }
    java.util.Collections.shuffle(parts, random);
    return new Operation(
        String.join("\n", parts), given, isOneOfTwo || isNamed && chance(50) ? name : null);
  }
}
