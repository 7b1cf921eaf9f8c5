package app.countersign.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A download that is taken as slowly as a test wants, and left as rudely. */
final class RawDownload implements AutoCloseable {
  private final Socket socket;
  private final byte[] buffer = new byte[262_144];
  private final long firstByteNanos;
  private final int status;
  private final long length;
  private long taken;

  private RawDownload(Socket socket, long startedNanos) throws IOException {
    this.socket = socket;
    String head = head(socket.getInputStream());
    this.status = Integer.parseInt(head.substring(9, 12));
    this.length =
        head.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    take(1);
    this.firstByteNanos = System.nanoTime() - startedNanos;
  }

  /** Asks, and waits for the first byte of the content. */
  static RawDownload of(URI server, String contractId) throws IOException {
    long started = System.nanoTime();
    return new RawDownload(ask(server, contractId), started);
  }

  /** Asks and waits for nothing. */
  static Socket ask(URI server, String contractId) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            """
            GET /contracts/%s/pdf HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer ANALYST\r
            Connection: close\r
            \r
            """
                .formatted(contractId)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int value = in.read();
      if (value < 0) {
        throw new IOException("no answer");
      }
      head.write(value);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  int status() {
    return status;
  }

  long length() {
    return length;
  }

  long taken() {
    return taken;
  }

  long firstByteNanos() {
    return firstByteNanos;
  }

  /** Takes that much more, or all there is. */
  void take(long bytes) throws IOException {
    InputStream in = socket.getInputStream();
    long end = taken + bytes;
    while (taken < end) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, end - taken));
      if (count < 0) {
        return;
      }
      taken += count;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
