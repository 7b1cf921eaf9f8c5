package app.countersign.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** Posts by HTTP/1.1 over connections that stay open, for little processor time. */
final class ChatHttp {
  private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(15);
  private static final String REQUEST =
      "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Accept: application/graphql-response+json\r\nAuthorization: Bearer %s\r\n"
          + "Content-Length: %d\r\n\r\n";

  private final Map<Integer, ConcurrentLinkedDeque<Connection>> idle = new ConcurrentHashMap<>();

  private record Connection(Socket socket, InputStream in) {}

  /**
   * The body of the answer, whatever its status.
   *
   * @throws IOException when the server is gone, or too slow
   */
  String post(URI server, String token, String body) throws IOException {
    ConcurrentLinkedDeque<Connection> open =
        idle.computeIfAbsent(server.getPort(), port -> new ConcurrentLinkedDeque<>());
    Connection kept = open.pollFirst();
    Connection connection = kept == null ? connect(server.getPort()) : kept;
    try {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      byte[] head = REQUEST.formatted(token, content.length).getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[head.length + content.length];
      System.arraycopy(head, 0, all, 0, head.length);
      System.arraycopy(content, 0, all, head.length, content.length);
      connection.socket().getOutputStream().write(all);
      String answer = answer(connection.in());
      open.addFirst(connection);
      return answer;
    } catch (IOException gone) {
      connection.socket().close();
      throw gone;
    }
  }

  private static Connection connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
  }

  private static String answer(InputStream in) throws IOException {
    int length = -1;
    String line = line(in);
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException(line);
    }
    while (!(line = line(in)).isEmpty()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without its length");
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new IOException("an answer cut off");
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new IOException("the connection is closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
