package app.countersign.testing.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as a document writes them. */
final class Literals {
  private Literals() {}

  /** A variable where a value belongs. */
  record Reference(String variable) {}

  /** A value of an enum. */
  record Name(String name) {}

  static String write(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Reference(String variable) -> "$" + variable;
      case Name(String name) -> name;
      case String text -> quoted(text);
      case List<?> list ->
          list.stream().map(Literals::write).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + write(entry.getValue()))
              .collect(Collectors.joining(" ", "{", "}"));
      default -> value.toString();
    };
  }

  /** The value as JSON has it: names are texts. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Name(String name) -> name;
      case List<?> list -> {
        List<@Nullable Object> plain = new java.util.ArrayList<>();
        list.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new java.util.LinkedHashMap<>();
        map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
        yield plain;
      }
      case null, default -> value;
    };
  }

  private static String quoted(String text) {
    boolean isPlain = text.chars().allMatch(here -> here >= ' ' && here < 0xD800);
    if (isPlain && text.length() % 5 == 4 && !text.contains("\"") && !text.endsWith("\\")) {
      return "\"\"\"" + text + "\"\"\"";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            here -> {
              switch (here) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                  if (here < ' ') {
                    quoted.append("\\u%04x".formatted(here));
                  } else {
                    quoted.append((char) here);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
