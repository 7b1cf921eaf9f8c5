package app.countersign.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What each provider's server says, and where its requests hold what. */
public enum Wire {
  OPENAI(Provider.OPENAI) {
    @Override
    public String tool(String name, String input) {
      return """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"model-2026-01",
       "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
         {"id":"call_1","type":"function","function":{"name":%s,"arguments":%s}}]},
       "finish_reason":"tool_calls"}],
       "usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}
      """
          .formatted(quoted(name), quoted(input));
    }

    @Override
    public String text(String words) {
      return """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"model-2026-01",
       "choices":[{"index":0,"message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}
      """
          .formatted(quoted(words));
    }

    @Override
    public String error(String type, String message) {
      return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":null}}"
          .formatted(quoted(message), quoted(type));
    }

    @Override
    public String path() {
      return "/chat/completions";
    }

    @Override
    public String system(JsonNode request) {
      return request.at("/messages/0/content").asText();
    }

    @Override
    public String lastUser(JsonNode request) {
      JsonNode messages = request.path("messages");
      return messages.path(messages.size() - 1).path("content").asText();
    }

    @Override
    public String forcedTool(JsonNode request) {
      return request.path("tool_choice").asText().equals("required")
          ? request.at("/tools/0/function/name").asText()
          : "";
    }

    @Override
    public JsonNode schema(JsonNode request) {
      return request.at("/tools/0/function/parameters");
    }

    @Override
    public int maxTokens(JsonNode request) {
      return request.path("max_completion_tokens").asInt();
    }

    @Override
    public double temperature(JsonNode request) {
      return request.path("temperature").asDouble(-1);
    }
  },
  ANTHROPIC(Provider.ANTHROPIC) {
    @Override
    public String tool(String name, String input) {
      return """
      {"id":"msg_1","type":"message","role":"assistant","model":"model-2026-01","content":[
        {"type":"tool_use","id":"toolu_1","name":%s,"input":%s}],
       "stop_reason":"tool_use","stop_sequence":null,
       "usage":{"input_tokens":1000,"output_tokens":200}}
      """
          .formatted(quoted(name), input);
    }

    @Override
    public String text(String words) {
      return """
      {"id":"msg_1","type":"message","role":"assistant","model":"model-2026-01","content":[
        {"type":"text","text":%s}],"stop_reason":"end_turn","stop_sequence":null,
       "usage":{"input_tokens":1000,"output_tokens":200}}
      """
          .formatted(quoted(words));
    }

    @Override
    public String error(String type, String message) {
      return "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":%s}}"
          .formatted(quoted(type), quoted(message));
    }

    @Override
    public String path() {
      return "/messages";
    }

    @Override
    public String system(JsonNode request) {
      return request.at("/system/0/text").asText();
    }

    @Override
    public String lastUser(JsonNode request) {
      JsonNode messages = request.path("messages");
      return messages.path(messages.size() - 1).at("/content/0/text").asText();
    }

    @Override
    public String forcedTool(JsonNode request) {
      return request.at("/tool_choice/type").asText().equals("any")
          ? request.at("/tools/0/name").asText()
          : "";
    }

    @Override
    public JsonNode schema(JsonNode request) {
      return request.at("/tools/0/input_schema");
    }

    @Override
    public int maxTokens(JsonNode request) {
      return request.path("max_tokens").asInt();
    }

    @Override
    public double temperature(JsonNode request) {
      return request.path("temperature").asDouble(-1);
    }
  },
  BEDROCK(Provider.BEDROCK) {
    @Override
    public String tool(String name, String input) {
      return """
      {"output":{"message":{"role":"assistant","content":[
        {"toolUse":{"toolUseId":"t1","name":%s,"input":%s}}]}},"stopReason":"tool_use",
       "usage":{"inputTokens":1000,"outputTokens":200,"totalTokens":1200},
       "metrics":{"latencyMs":5}}
      """
          .formatted(quoted(name), input);
    }

    @Override
    public String text(String words) {
      return """
      {"output":{"message":{"role":"assistant","content":[{"text":%s}]}},"stopReason":"end_turn",
       "usage":{"inputTokens":1000,"outputTokens":200,"totalTokens":1200},
       "metrics":{"latencyMs":5}}
      """
          .formatted(quoted(words));
    }

    @Override
    public String error(String type, String message) {
      return "{\"message\":%s}".formatted(quoted(message));
    }

    @Override
    public String path() {
      return "/model/some.model-v1:0/converse";
    }

    @Override
    public String system(JsonNode request) {
      return request.at("/system/0/text").asText();
    }

    @Override
    public String lastUser(JsonNode request) {
      JsonNode messages = request.path("messages");
      return messages.path(messages.size() - 1).at("/content/0/text").asText();
    }

    @Override
    public String forcedTool(JsonNode request) {
      return request.at("/toolConfig/toolChoice/any").isObject()
          ? request.at("/toolConfig/tools/0/toolSpec/name").asText()
          : "";
    }

    @Override
    public JsonNode schema(JsonNode request) {
      return request.at("/toolConfig/tools/0/toolSpec/inputSchema/json");
    }

    @Override
    public int maxTokens(JsonNode request) {
      return request.at("/inferenceConfig/maxTokens").asInt();
    }

    @Override
    public double temperature(JsonNode request) {
      return request.at("/inferenceConfig/temperature").asDouble(-1);
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Provider provider;

  Wire(Provider provider) {
    this.provider = provider;
  }

  public Provider provider() {
    return provider;
  }

  public abstract String tool(String name, String input);

  public abstract String text(String words);

  public abstract String error(String type, String message);

  public abstract String path();

  public abstract String system(JsonNode request);

  public abstract String lastUser(JsonNode request);

  public abstract String forcedTool(JsonNode request);

  public abstract JsonNode schema(JsonNode request);

  public abstract int maxTokens(JsonNode request);

  public abstract double temperature(JsonNode request);

  static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(notJson);
    }
  }
}
