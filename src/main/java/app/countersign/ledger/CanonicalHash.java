package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 of a JSON value's canonical form: keys sorted, no white space, numbers by their value.
 * Texts carry their length, so that no two values share a form.
 */
final class CanonicalHash {
  private static final int BUFFER = 8_192;
  private static final int LONGEST_INT = 11;

  private final MessageDigest digest;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private boolean isSound = true;

  private CanonicalHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  /**
   * The hash, in lower case hex digits.
   *
   * @throws RefusedDocument for a text or key with NUL or half a surrogate pair in it
   */
  static String of(JsonNode document) {
    var hash = new CanonicalHash();
    hash.add(document);
    if (!hash.isSound) {
      refuseUnsafe(document, "$");
    }
    hash.flush();
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(JsonNode value) {
    if (value.isObject()) {
      addObject(value);
    } else if (value.isArray()) {
      mark('[');
      for (var item : value) {
        add(item);
      }
      mark(']');
    } else if (value.isTextual()) {
      addText(value.textValue());
    } else if (value.isNumber()) {
      mark('n');
      addText(value.decimalValue().stripTrailingZeros().toString());
    } else {
      mark(value.isNull() ? 'z' : value.booleanValue() ? 't' : 'f');
    }
  }

  private void addObject(JsonNode value) {
    mark('{');
    value.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field -> {
              addText(field.getKey());
              add(field.getValue());
            });
    mark('}');
  }

  private void addText(String text) {
    isSound = isSound && !isUnsafe(text);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    addLength(bytes.length);
    if (bytes.length > BUFFER - filled) {
      flush();
    }
    if (bytes.length > BUFFER) {
      digest.update(bytes);
    } else {
      System.arraycopy(bytes, 0, buffer, filled, bytes.length);
      filled += bytes.length;
    }
  }

  private void addLength(int length) {
    if (LONGEST_INT > BUFFER - filled) {
      flush();
    }
    int from = filled;
    int rest = length;
    do {
      buffer[filled++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    for (int left = from, right = filled - 1; left < right; left++, right--) {
      byte digit = buffer[left];
      buffer[left] = buffer[right];
      buffer[right] = digit;
    }
    buffer[filled++] = ':';
  }

  private void mark(char mark) {
    if (filled == BUFFER) {
      flush();
    }
    buffer[filled++] = (byte) mark;
  }

  private void flush() {
    digest.update(buffer, 0, filled);
    filled = 0;
  }

  /** NUL and lone surrogates are no text: they cannot be stored, sent or compared. */
  private static boolean isUnsafe(String text) {
    for (int place = 0; place < text.length(); place++) {
      char next = text.charAt(place);
      boolean isPair =
          Character.isHighSurrogate(next)
              && place + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(place + 1));
      if (next == 0 || (Character.isSurrogate(next) && !isPair)) {
        return true;
      }
      place += isPair ? 1 : 0;
    }
    return false;
  }

  /** Looks for the place only when there is one to be named: paths cost as much as the hash. */
  private static void refuseUnsafe(JsonNode value, String path) {
    if (value.isTextual() && isUnsafe(value.textValue())) {
      throw unsafe(path);
    }
    int position = 0;
    for (var item : value.isArray() ? value : List.<JsonNode>of()) {
      refuseUnsafe(item, path + "[" + position++ + "]");
    }
    value.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field -> {
              if (isUnsafe(field.getKey())) {
                throw unsafe(path);
              }
              refuseUnsafe(
                  field.getValue(),
                  path.equals("$") ? field.getKey() : path + "." + field.getKey());
            });
  }

  private static RefusedDocument unsafe(String path) {
    return new RefusedDocument(
        Reason.BAD_TEXT, path, "NUL characters and half surrogate pairs are not accepted.");
  }
}
