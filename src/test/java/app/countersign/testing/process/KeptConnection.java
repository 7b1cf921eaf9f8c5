package app.countersign.testing.process;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection for GraphQL that stays open, with as little work of its own as can be:
 * the client shares the processors with what it measures.
 */
public final class KeptConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final String head;
  private byte[] body = new byte[BUFFER];
  private int length;

  /** Opened for whoever bears the token, or for nobody where that is null. */
  public KeptConnection(URI server, @Nullable String token) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.head =
        "POST /graphql HTTP/1.1\r\nHost: %s:%d\r\n%sContent-Type: application/json\r\nAccept: application/graphql-response+json\r\nContent-Length: "
            .formatted(
                server.getHost(),
                server.getPort(),
                token == null ? "" : "Authorization: Bearer " + token + "\r\n");
  }

  /** How long it waits for an answer; without this for ever. */
  public void patience(Duration most) throws IOException {
    socket.setSoTimeout(Math.toIntExact(most.toMillis()));
  }

  /** Asks, and throws where anything was refused. */
  public void ask(byte[] request) throws IOException {
    int status = send(request);
    if (status != 200 || contains("\"errors\":") || isRefused()) {
      throw new IOException("refused: %d %s".formatted(status, text()));
    }
  }

  /** Asks; answers the status, and {@link #text} the body. */
  public int send(byte[] request) throws IOException {
    byte[] line = (head + request.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[line.length + request.length];
    System.arraycopy(line, 0, whole, 0, line.length);
    System.arraycopy(request, 0, whole, line.length, request.length);
    out.write(whole);
    return read();
  }

  /** The last answer. */
  public String text() {
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private boolean isRefused() {
    return contains("\"userErrors\":[{");
  }

  /** The answer begins with what went wrong, or ends with it. */
  private boolean contains(String what) {
    int window = Math.min(length, 300);
    return new String(body, 0, window, StandardCharsets.US_ASCII).contains(what)
        || new String(body, length - window, window, StandardCharsets.US_ASCII).contains(what);
  }

  private int read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (chunked) {
      readChunks();
    } else {
      room(length);
      fill(0, length);
    }
    return status;
  }

  private void readChunks() throws IOException {
    length = 0;
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      room(length + size);
      fill(length, size);
      length += size;
      line();
    }
    line();
  }

  private void room(int size) {
    if (size > body.length) {
      body = Arrays.copyOf(body, size * 2);
    }
  }

  private void fill(int from, int count) throws IOException {
    if (in.readNBytes(body, from, count) != count) {
      throw new EOFException("the answer was cut off");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
