package app.countersign.platform.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * One message as UTF-8, in parts that follow each other: of what goes to many, the largest is the
 * same for all of them, and not made for each.
 */
final class Text {
  private final byte[][] parts;
  private final int size;

  private Text(byte[]... parts) {
    this.parts = parts;
    int all = 0;
    for (byte[] part : parts) {
      all += part.length;
    }
    this.size = all;
  }

  static Text of(String text) {
    return new Text(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The parts are not copied: nobody may change them. */
  static Text of(byte[] head, byte[] body, byte[] tail) {
    return new Text(head, body, tail);
  }

  /** In bytes. */
  int size() {
    return size;
  }

  ByteBuf buffer(ByteBufAllocator allocator) {
    ByteBuf buffer = allocator.ioBuffer(size);
    for (byte[] part : parts) {
      buffer.writeBytes(part);
    }
    return buffer;
  }
}
