package app.countersign.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * WebSocket clients, as many as are wanted, on one thread: reading a message costs little more than
 * the system's call, for what the client takes is taken from the servers on the same processors.
 */
final class ChatSockets {
  private static final int BUFFER = 1 << 18;

  private final Selector selector;
  private final Queue<Runnable> wanted = new ConcurrentLinkedQueue<>();
  private final ByteBuffer read = ByteBuffer.allocateDirect(BUFFER);

  ChatSockets() throws IOException {
    this.selector = Selector.open();
    Thread.ofPlatform().daemon().name("chat-sockets").start(this::run);
  }

  /** What becomes of a connection; called on the one thread. */
  interface Receiver {
    /** The handshake is done. */
    void opened(ChatSocket socket);

    /** A whole message, its UTF-8 taken for ISO 8859-1, and when it was read. */
    void received(ChatSocket socket, String text, long nanos);

    /** It is gone, or was never there. */
    void closed();
  }

  /** Connects; what becomes of it is told to the receiver. */
  void connect(URI server, Receiver receiver) {
    on(
        () -> {
          try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            boolean isConnected =
                channel.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
            ChatSocket socket = new ChatSocket(channel, receiver);
            channel.register(
                selector, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, socket);
            if (isConnected) {
              socket.connected();
            }
          } catch (IOException refused) {
            receiver.closed();
          }
        });
  }

  private void on(Runnable work) {
    wanted.add(work);
    selector.wakeup();
  }

  private void run() {
    while (true) {
      try {
        selector.select(this::ready);
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
      Runnable work;
      while ((work = wanted.poll()) != null) {
        work.run();
      }
    }
  }

  private void ready(SelectionKey key) {
    ChatSocket socket = (ChatSocket) key.attachment();
    try {
      if (key.isConnectable()) {
        socket.channel().finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        socket.connected();
      } else if (key.isReadable()) {
        read.clear();
        int count = socket.channel().read(read);
        if (count < 0) {
          throw new IOException("the server has closed it");
        }
        socket.take(read.flip(), System.nanoTime());
      }
    } catch (IOException | CancelledKeyException gone) {
      key.cancel();
      socket.abort();
      socket.receiver().closed();
    }
  }
}
