package app.countersign.platform.graphql;

import graphql.language.Document;
import graphql.language.Node;
import graphql.language.StringValue;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text that cannot be stored or sent on: NUL, which PostgreSQL refuses, and half of a surrogate
 * pair, which is no character; and numbers so large that handling them is work.
 */
public final class UnsafeText {
  static final String MESSAGE =
      "A text holds a NUL character or half of a surrogate pair, or a number is too large.";

  private static final int MOST_DIGITS = 1_000;

  private UnsafeText() {}

  /** Whether a text can be stored and sent on. */
  public static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      if (here == 0 || Character.isLowSurrogate(here)) {
        return false;
      }
      if (Character.isHighSurrogate(here)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether every text literal of the document is safe once its escapes are resolved. */
  static boolean isSafe(Document document) {
    Deque<Node<?>> open = new ArrayDeque<>();
    open.push(document);
    while (!open.isEmpty()) {
      Node<?> node = open.pop();
      if (node instanceof StringValue text && !isSafe(String.valueOf(text.getValue()))
          || node instanceof graphql.language.FloatValue number && !isSafe(number.getValue())) {
        return false;
      }
      for (Node<?> child : node.getChildren()) {
        open.push(child);
      }
    }
    return true;
  }

  /** Whether every text, key and number of a JSON value is safe. */
  static boolean isSafe(@Nullable Object json) {
    Deque<Object> open = new ArrayDeque<>();
    push(open, json);
    while (!open.isEmpty()) {
      Object value = open.pop();
      if (value instanceof String text && !isSafe(text)
          || value instanceof BigDecimal number && !isSafe(number)) {
        return false;
      }
      if (value instanceof List<?> list) {
        list.forEach(item -> push(open, item));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach(
            (key, item) -> {
              push(open, key);
              push(open, item);
            });
      }
    }
    return true;
  }

  private static boolean isSafe(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS;
  }

  private static void push(Deque<Object> open, @Nullable Object value) {
    if (value != null) {
      open.push(value);
    }
  }
}
