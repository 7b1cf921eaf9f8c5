package app.countersign.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form an answer has to have; the model is made to give it by a forced tool call.
 *
 * @param name of the tool: letters, digits and underscores
 * @param description what the tool does, for the model
 * @param schema a JSON schema of type object, of which the properties and which of them are
 *     required reach the model
 * @param fault what is wrong with an answer's form, in words for the model and without any of the
 *     answer's content; null when nothing is
 */
public record StructuredAnswer(
    String name, String description, JsonNode schema, Function<JsonNode, @Nullable String> fault) {}
