package app.countersign.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One WebSocket connection (RFC 6455) as far as the harness needs it: whole texts, short ones out.
 */
final class ChatSocket {
  private static final String HANDSHAKE =
      "GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final SocketChannel channel;
  private final ChatSockets.Receiver receiver;
  private byte[] kept = new byte[4_096];
  private int size;
  private boolean isOpen;

  ChatSocket(SocketChannel channel, ChatSockets.Receiver receiver) {
    this.channel = channel;
    this.receiver = receiver;
  }

  SocketChannel channel() {
    return channel;
  }

  ChatSockets.Receiver receiver() {
    return receiver;
  }

  void connected() throws IOException {
    write(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
  }

  void send(String text) {
    try {
      write(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException gone) {
      // Reading finds that out as well.
    }
  }

  void abort() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is.
    }
  }

  /** Takes what was read; what is no whole message yet is kept. */
  void take(ByteBuffer more, long nanos) throws IOException {
    int count = more.remaining();
    if (kept.length < size + count) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, size + count));
    }
    more.get(kept, size, count);
    size += count;
    int from = isOpen ? 0 : head();
    int next;
    while (isOpen && (next = message(from, nanos)) > from) {
      from = next;
    }
    System.arraycopy(kept, from, kept, 0, size - from);
    size -= from;
  }

  /** Where the answer to the handshake ends; 0 when it is not all there. */
  private int head() throws IOException {
    String head = new String(kept, 0, size, StandardCharsets.ISO_8859_1);
    int end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      return 0;
    }
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException(head);
    }
    isOpen = true;
    receiver.opened(this);
    return end + END_OF_HEAD.length();
  }

  /** Where the message that begins here ends; the same place when it is not all there. */
  private int message(int from, long nanos) throws IOException {
    if (size < from + 2) {
      return from;
    }
    int length = kept[from + 1] & 0x7f;
    int wide = length < 126 ? 0 : length == 126 ? 2 : 8;
    int begin = from + 2 + wide;
    if (size < begin) {
      return from;
    }
    if (wide > 0) {
      length = 0;
      for (int at = from + 2; at < begin; at++) {
        length = length << 8 | kept[at] & 0xff;
      }
    }
    if (size < begin + length) {
      return from;
    }
    switch (kept[from] & 0x0f) {
      case CLOSE -> throw new IOException("the server says good-bye");
      case PING -> write(frame(PONG, Arrays.copyOfRange(kept, begin, begin + length)));
      case TEXT ->
          receiver.received(
              this, new String(kept, begin, length, StandardCharsets.ISO_8859_1), nanos);
      default -> throw new IOException("a frame that is not expected");
    }
    return begin + length;
  }

  /** A client masks what it sends; by zeros is allowed and changes nothing. */
  private static ByteBuffer frame(int kind, byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(content.length + 8).put((byte) (0x80 | kind));
    if (content.length < 126) {
      frame.put((byte) (0x80 | content.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) content.length);
    }
    return frame.putInt(0).put(content).flip();
  }

  /** Little is sent, so that the system's buffer takes it at once. */
  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
