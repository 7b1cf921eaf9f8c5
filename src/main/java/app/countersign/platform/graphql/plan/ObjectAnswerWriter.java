package app.countersign.platform.graphql.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an object with its keys as they were encoded once. */
final class ObjectAnswerWriter extends JsonSerializer<ObjectAnswer> {
  @Override
  public void serialize(ObjectAnswer answer, JsonGenerator json, SerializerProvider others)
      throws IOException {
    json.writeStartObject(answer);
    Selection selection = answer.selection();
    for (int index = 0; index < selection.size(); index++) {
      json.writeFieldName(selection.field(index).jsonKey());
      write(answer.value(index), json, others);
    }
    json.writeEndObject();
  }

  private void write(@Nullable Object value, JsonGenerator json, SerializerProvider others)
      throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case ObjectAnswer object -> serialize(object, json, others);
      case Integer number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case List<?> several -> {
        json.writeStartArray(several, several.size());
        for (Object item : several) {
          write(item, json, others);
        }
        json.writeEndArray();
      }
      default -> others.defaultSerializeValue(value, json);
    }
  }
}
