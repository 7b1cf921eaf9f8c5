package app.countersign.testing.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way from a server to PostgreSQL, which the test can make slow, cut or lead nowhere. It knows
 * commits, so that it can cut a connection in the middle of one.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final int target;
  private final int port;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger commitsUntilCut = new AtomicInteger();
  private volatile Cut cut = Cut.BEFORE_COMMIT;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean isHole;
  private volatile @Nullable ServerSocket listening;

  private TcpProxy(int target, int port) {
    this.target = target;
    this.port = port;
  }

  /** Where in a commit a connection is cut. */
  public enum Cut {
    /** PostgreSQL never hears of the commit. */
    BEFORE_COMMIT,
    /** PostgreSQL has committed, and the server never hears of it. */
    AFTER_COMMIT
  }

  /** A way to this local port. */
  public static TcpProxy to(int target) throws IOException {
    TcpProxy proxy = new TcpProxy(target, ServerProcess.freePort());
    proxy.up();
    return proxy;
  }

  public int port() {
    return port;
  }

  /** Lets everything pass again; what was lost in a hole stays lost. */
  public void pass() {
    delay = Duration.ZERO;
    isHole = false;
    commitsUntilCut.set(0);
  }

  /** From now on each answer of PostgreSQL comes so much later. */
  public void delay(Duration longer) {
    delay = longer;
  }

  /** Cuts every connection, as a server that goes down or a firewall does. */
  public void cut() {
    links.forEach(Link::reset);
  }

  /** Refuses connections and cuts those there are, until {@link #up}. */
  public void down() throws IOException {
    ServerSocket open = listening;
    listening = null;
    if (open != null) {
      open.close();
    }
    cut();
  }

  /** Takes connections again. */
  public synchronized void up() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    listening = socket;
    Thread.ofVirtual().name("proxy").start(() -> accept(socket));
  }

  /**
   * Nothing passes and nobody is told, on the connections there are and on new ones; those stay
   * dead for good, also after {@link #pass}.
   */
  public void blackHole() {
    isHole = true;
    links.forEach(Link::forget);
  }

  /** Cuts the connection of the commit that is so many commits away, counted from one. */
  public void cutAtCommit(int number, Cut where) {
    cut = where;
    commitsUntilCut.set(number);
  }

  /** Whether the commit that {@link #cutAtCommit} waits for has not come yet. */
  public boolean awaitsCommit() {
    return commitsUntilCut.get() > 0;
  }

  /** How many connections there are. */
  public int connections() {
    return links.size();
  }

  @Override
  public void close() throws IOException {
    down();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Link link = new Link(socket.accept());
        links.add(link);
        Thread.ofVirtual().name("proxy-link").start(link::begin);
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Whether it is this commit whose connection is to be cut. */
  private boolean isCut(Cut here) {
    return cut == here
        && commitsUntilCut.get() > 0
        && commitsUntilCut.updateAndGet(left -> left > 0 ? left - 1 : 0) == 0;
  }

  private final class Link {
    private final Socket client;
    private final CommitWatch watch = new CommitWatch();
    private volatile @Nullable Socket database;
    private volatile boolean isForgotten = isHole;

    private Link(Socket client) {
      this.client = client;
    }

    private void begin() {
      if (isForgotten) {
        return;
      }
      try {
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), target);
        database = opened;
        client.setTcpNoDelay(true);
        opened.setTcpNoDelay(true);
        Thread.ofVirtual().name("proxy-back").start(() -> pump(opened, client, false));
        pump(client, opened, true);
      } catch (IOException refused) {
        reset();
      }
    }

    private void pump(Socket from, Socket to, boolean isAsking) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        int length = in.read(chunk);
        while (length >= 0) {
          if (!(isAsking ? asks(chunk, length) : answers(chunk, length))) {
            return;
          }
          out.write(chunk, 0, length);
          length = in.read(chunk);
        }
      } catch (IOException | InterruptedException ended) {
        // Told to the other end below.
      }
      if (!isForgotten) {
        end();
      }
    }

    private boolean asks(byte[] chunk, int length) {
      if (isForgotten) {
        return false;
      }
      for (int commits = watch.asked(chunk, length); commits > 0; commits--) {
        if (isCut(Cut.BEFORE_COMMIT)) {
          reset();
          return false;
        }
      }
      return true;
    }

    private boolean answers(byte[] chunk, int length) throws InterruptedException {
      if (delay.isPositive()) {
        Thread.sleep(delay);
      }
      for (int commits = watch.answered(chunk, length); commits > 0; commits--) {
        if (isCut(Cut.AFTER_COMMIT)) {
          reset();
          return false;
        }
      }
      return !isForgotten;
    }

    /**
     * PostgreSQL lets go of the transaction as it would of a client that is gone; nobody else is
     * told.
     */
    private void forget() {
      isForgotten = true;
      Socket open = database;
      if (open != null) {
        close(open, true);
      }
    }

    private void reset() {
      links.remove(this);
      close(client, true);
      Socket open = database;
      if (open != null) {
        close(open, true);
      }
    }

    private void end() {
      links.remove(this);
      close(client, false);
      Socket open = database;
      if (open != null) {
        close(open, false);
      }
    }
  }

  private static void close(Socket socket, boolean isHard) {
    try {
      if (isHard) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (SocketException already) {
      // Closed by the other end.
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }
}
