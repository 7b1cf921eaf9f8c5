package app.countersign.store;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object in its store, such as {@code contracts/GAP-2024-0001.pdf}.
 *
 * @param value not blank, at most 1,024 bytes in UTF-8
 */
public record ObjectKey(String value) {
  private static final int MOST_BYTES = 1_024;

  public ObjectKey {
    if (value.isBlank() || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException("An object's key has 1 to 1,024 bytes.");
    }
  }
}
