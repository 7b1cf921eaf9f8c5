package app.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * SHA-256 of a JSON value's canonical form: keys sorted, no white space, numbers by their value.
 * Texts carry their length, so that no two values share a form.
 */
final class CanonicalHash {

  private final MessageDigest digest;

  private CanonicalHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  static String of(JsonNode document) {
    var hash = new CanonicalHash();
    hash.add(document, "$");
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(JsonNode value, String path) {
    if (value.isObject()) {
      addObject(value, path);
    } else if (value.isArray()) {
      mark('[');
      int position = 0;
      for (var item : value) {
        add(item, path + "[" + position++ + "]");
      }
      mark(']');
    } else if (value.isTextual()) {
      addText(value.textValue(), path);
    } else if (value.isNumber()) {
      mark('n');
      addText(value.decimalValue().stripTrailingZeros().toString(), path);
    } else {
      mark(value.isNull() ? 'z' : value.booleanValue() ? 't' : 'f');
    }
  }

  private void addObject(JsonNode value, String path) {
    var sorted = new TreeMap<String, JsonNode>();
    value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    mark('{');
    sorted.forEach(
        (key, field) -> {
          addText(key, path);
          add(field, path.equals("$") ? key : path + "." + key);
        });
    mark('}');
  }

  private void addText(String text, String path) {
    DocumentNode.refuseUnsafe(text, path);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private void mark(char mark) {
    digest.update((byte) mark);
  }
}
