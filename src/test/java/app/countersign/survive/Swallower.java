package app.countersign.survive;

import app.countersign.testing.process.KeptConnection;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands before a server, lets every call through, waits until it is answered in full and breaks
 * the caller's connection instead of passing the answer on.
 */
final class Swallower implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final String TOKEN = "authorization: bearer ";

  private final ServerSocket door;
  private final URI server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<String> swallowed = new LinkedBlockingQueue<>();

  private Swallower(ServerSocket door, URI server) {
    this.door = door;
    this.server = server;
  }

  static Swallower before(URI server) throws IOException {
    Swallower swallower =
        new Swallower(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    swallower.threads.execute(swallower::accept);
    return swallower;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** The answers that nobody was given, in the order they came. */
  BlockingQueue<String> swallowed() {
    return swallowed;
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        threads.execute(() -> swallow(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void swallow(Socket caller) {
    try (caller) {
      // So that closing resets the connection.
      caller.setSoLinger(true, 0);
      InputStream in = new BufferedInputStream(caller.getInputStream());
      String token = "";
      int length = 0;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith(LENGTH)) {
          length = Integer.parseInt(line.substring(LENGTH.length()).strip());
        } else if (lower.startsWith(TOKEN)) {
          token = line.substring(TOKEN.length());
        }
      }
      byte[] request = in.readNBytes(length);
      try (KeptConnection connection = new KeptConnection(server, token)) {
        connection.send(request);
        swallowed.add(connection.text());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the caller went");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
