package app.countersign.extraction.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an answer has the form asked for; what it says is another matter. */
final class AnswerForm {
  private static final List<String> TERMS = List.of("premium", "refund_method", "cancellation_fee");

  private AnswerForm() {}

  /** What is wrong, without any of the answer's words; null when nothing is. */
  static @Nullable String fault(JsonNode answer) {
    for (String term : TERMS) {
      String fault = fault(term, answer.path(term));
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String fault(String name, JsonNode term) {
    if (!term.isObject()) {
      return name + " is missing";
    }
    if (!term.has("value")) {
      return name + ".value is missing; it is null when the term is not stated";
    }
    if (!term.path("confidence").isNumber()) {
      return name + ".confidence is not a number";
    }
    if (!isTextOrNull(term.path("quote")) || !isTextOrNull(term.path("words"))) {
      return name + ".quote is neither text nor null";
    }
    JsonNode page = term.path("page");
    if (!isNothing(page) && !page.isIntegralNumber()) {
      return name + ".page is neither a whole number nor null";
    }
    return hasForm(name, term.path("value")) ? null : name + ".value is not of the tool's form";
  }

  private static boolean hasForm(String name, JsonNode value) {
    if (value.isNull()) {
      return true;
    }
    return switch (name) {
      case "premium" -> value.isTextual() || value.isNumber();
      case "refund_method" -> value.isTextual();
      default -> value.isObject() && value.path("kind").isTextual();
    };
  }

  private static boolean isTextOrNull(JsonNode node) {
    return isNothing(node) || node.isTextual();
  }

  private static boolean isNothing(JsonNode node) {
    return node.isNull() || node.isMissingNode();
  }
}
