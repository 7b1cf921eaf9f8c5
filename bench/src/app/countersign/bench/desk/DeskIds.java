package app.countersign.bench.desk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from a text, as the database computes them: {@code md5(text)::uuid}. */
final class DeskIds {
  private DeskIds() {}

  static String of(String text) {
    try {
      ByteBuffer bits =
          ByteBuffer.wrap(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
      return new UUID(bits.getLong(), bits.getLong()).toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }

  /** The id of the item with this number, as {@link DeskData} makes it. */
  static String item(long number) {
    return of("item " + number);
  }
}
