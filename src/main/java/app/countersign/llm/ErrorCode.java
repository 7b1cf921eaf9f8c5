package app.countersign.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/**
 * The code in a provider's error. The words beside it are left alone: they may repeat a key or what
 * was asked.
 */
final class ErrorCode {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+){0,5}");

  private ErrorCode() {}

  /** The code, such as {@code context_length_exceeded}; empty when there is none. */
  static String in(String body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      String code = error.path("code").asText("");
      return CODE.matcher(code).matches() ? code : known(error.path("type").asText(""));
    } catch (JsonProcessingException notJson) {
      return "";
    }
  }

  private static String known(String type) {
    return CODE.matcher(type).matches() ? type : "";
  }
}
