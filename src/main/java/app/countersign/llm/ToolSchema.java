package app.countersign.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;

/** The form of an answer as LangChain4j's tool. */
final class ToolSchema {
  private ToolSchema() {}

  static ToolSpecification tool(StructuredAnswer form) {
    JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
    form.schema()
        .path("properties")
        .properties()
        .forEach(
            property ->
                parameters.addProperty(
                    property.getKey(), JsonRawSchema.from(property.getValue().toString())));
    parameters.required(
        form.schema().path("required").valueStream().map(JsonNode::asText).toList());
    return ToolSpecification.builder()
        .name(form.name())
        .description(form.description())
        .parameters(parameters.build())
        .build();
  }
}
