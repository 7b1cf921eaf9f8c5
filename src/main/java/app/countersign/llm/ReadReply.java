package app.countersign.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * A reply, read as what was asked for.
 *
 * @param json missing unless a form was asked for and kept
 * @param fault what is wrong with it; null when nothing is
 */
record ReadReply(ModelReply reply, JsonNode json, @Nullable String fault) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  static ReadReply of(ModelReply reply, @Nullable StructuredAnswer form) {
    if (form == null) {
      boolean isEmpty = reply.text() == null || reply.text().isBlank();
      return isEmpty ? faulty(reply, "it has no words") : right(reply, MissingNode.getInstance());
    }
    if (reply.isCutShort()) {
      return faulty(reply, "it is longer than allowed and was cut");
    }
    if (reply.toolArguments() == null || !form.name().equals(reply.toolName())) {
      return faulty(reply, "it does not call the tool " + form.name() + " once");
    }
    return read(reply, reply.toolArguments(), form);
  }

  private static ReadReply read(ModelReply reply, String arguments, StructuredAnswer form) {
    try {
      JsonNode json = MAPPER.readTree(arguments);
      if (!json.isObject()) {
        return faulty(reply, "the tool's arguments are not a JSON object");
      }
      String fault = form.fault().apply(json);
      return fault == null ? right(reply, json) : faulty(reply, fault);
    } catch (JsonProcessingException notJson) {
      return faulty(reply, "the tool's arguments are not JSON");
    }
  }

  private static ReadReply right(ModelReply reply, JsonNode json) {
    return new ReadReply(reply, json, null);
  }

  private static ReadReply faulty(ModelReply reply, String fault) {
    return new ReadReply(reply, MissingNode.getInstance(), fault);
  }
}
