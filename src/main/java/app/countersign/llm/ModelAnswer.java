package app.countersign.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a language model answered.
 *
 * @param text the words; empty when a form was asked for
 * @param json the answer in the form asked for; missing when none was
 * @param isCutShort whether the words ended at the most tokens allowed
 * @param use what it took
 */
public record ModelAnswer(String text, JsonNode json, boolean isCutShort, ModelUse use) {

  static ModelAnswer ofText(String text, boolean isCutShort, ModelUse use) {
    return new ModelAnswer(text, MissingNode.getInstance(), isCutShort, use);
  }

  static ModelAnswer ofJson(JsonNode json, ModelUse use) {
    return new ModelAnswer("", json, false, use);
  }
}
