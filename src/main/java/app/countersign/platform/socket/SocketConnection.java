package app.countersign.platform.socket;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, from its first message to its end, by the protocol graphql-transport-ws.
 * Messages are looked at one after the other by a virtual thread; each operation has one of its
 * own.
 */
final class SocketConnection implements Frames.Receiver {
  private final SocketServices services;
  private final SocketCaller caller;
  private final List<String> handshakeAuthorization;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Thread reader = Thread.ofVirtual().name("socket-in-", 0).unstarted(this::read);
  private final Map<String, LiveOperation> operations = new ConcurrentHashMap<>();
  private final ReentrantLock expelling = new ReentrantLock();
  private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
  private final AtomicBoolean hasEnded = new AtomicBoolean();
  private final AtomicBoolean isCounted = new AtomicBoolean();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final long openedNanos = System.nanoTime();
  private volatile long heardNanos = openedNanos;
  private volatile boolean isInitialised;

  SocketConnection(
      SocketServices services,
      ChannelHandlerContext ctx,
      String address,
      List<String> handshakeAuthorization) {
    this.services = services;
    this.caller = new SocketCaller(services, address);
    this.handshakeAuthorization = handshakeAuthorization;
    Channel channel = ctx.channel();
    this.inbox = new Inbox(channel);
    Frames frames = new Frames(this);
    this.outbox =
        new Outbox(
            channel,
            (why, reason) -> {
              closesFor(why);
              channel.eventLoop().execute(() -> close(channel, frames, why, reason));
            },
            services.configuration());
    ctx.pipeline().addBefore(ctx.name(), "graphql-frames", frames);
    channel.closeFuture().addListener(closed -> over());
  }

  private void close(Channel channel, Frames frames, Closing why, String reason) {
    ChannelHandlerContext ctx = channel.pipeline().context(frames);
    if (ctx != null && channel.isActive()) {
      frames.close(ctx, why, reason);
    }
  }

  /** Begins to serve, or refuses a client that does not speak the protocol. */
  void open(@Nullable String subProtocol) {
    int open = services.connections().opened(this);
    if (isOver.get()) {
      services.connections().closed(this);
    }
    if (!GraphQlSocket.SUB_PROTOCOL.equals(subProtocol)) {
      finish(Closing.WRONG_PROTOCOL, "Subprotocol not acceptable");
    } else if (open > services.configuration().connections()) {
      finish(Closing.TRY_AGAIN_LATER, "The server has too many connections.");
    } else {
      reader.start();
    }
  }

  /** The server stops; done when the channel is closed. */
  CompletionStage<?> stop() {
    finish(Closing.RESTART, "The server stops.");
    return gone;
  }

  @Override
  public void receive(String text) {
    heardNanos = System.nanoTime();
    inbox.put(text);
  }

  @Override
  public void writable() {
    outbox.wake();
  }

  @Override
  public void left() {
    end();
  }

  /** Who listens, as of now or at most so long ago; null when nobody is signed in. */
  @Nullable Actor standing(Duration age) {
    if (caller.stands(age)) {
      return caller.actor();
    }
    throw expel();
  }

  String address() {
    return caller.address();
  }

  /** The same without looking anything up; null when that is needed to know. */
  @Nullable Actor standingNow(Duration age) {
    return caller.isFresh(age) ? caller.actor() : null;
  }

  /** Sends; false when the connection is at its end. */
  boolean send(String text) throws InterruptedException {
    return send(Text.of(text));
  }

  /** Sends; false when the connection is at its end. */
  boolean send(Text text) throws InterruptedException {
    return outbox.put(text);
  }

  /** Sends if that needs no waiting; false when it does, or the connection is at its end. */
  boolean sendNow(Text text) {
    return outbox.offer(text);
  }

  /** The operation is over: its id may be used again. */
  void ended(LiveOperation operation) {
    operations.remove(operation.id(), operation);
  }

  private void read() {
    try {
      while (!hasEnded.get()) {
        long wait = nanosToWait();
        String text = wait > 0 ? inbox.next(wait) : null;
        if (hasEnded.get()) {
          return;
        } else if (text != null) {
          handle(services.messages().read(text));
        } else {
          beSilent();
        }
      }
    } catch (BadMessage bad) {
      finish(Closing.INVALID_MESSAGE, bad.reason());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the client has to have said who it is, or be asked whether it is there. */
  private long nanosToWait() {
    SocketConfiguration configuration = services.configuration();
    long until =
        isInitialised
            ? heardNanos + configuration.pingEvery().toNanos()
            : openedNanos + configuration.initWithin().toNanos();
    long left = until - System.nanoTime();
    // A ping is sent once in each interval, also when the first was not answered.
    return left > 0 || !isInitialised ? Math.max(0, left) : configuration.pingEvery().toNanos();
  }

  private void beSilent() throws InterruptedException {
    if (!isInitialised) {
      finish(Closing.TIMEOUT, "Connection initialisation timeout");
      return;
    }
    long silence = System.nanoTime() - heardNanos;
    long interval = services.configuration().pingEvery().toNanos();
    if (silence >= 2 * interval) {
      finish(Closing.TIMEOUT, "No answer to a ping");
    } else if (silence >= interval) {
      send(services.messages().ping());
    }
  }

  private void handle(ClientMessage message) throws InterruptedException {
    switch (message) {
      case ClientMessage.Init(List<String> sent) -> initialise(sent);
      case ClientMessage.Ping(Object payload) -> send(services.messages().pong(payload));
      case ClientMessage.Pong _ -> {}
      case ClientMessage.Subscribe subscribe -> subscribe(subscribe);
      case ClientMessage.Complete(String id) -> {
        LiveOperation operation = operations.get(id);
        if (operation != null) {
          operation.cancel();
        }
      }
    }
  }

  private void initialise(List<String> sent) throws InterruptedException {
    if (isInitialised) {
      finish(Closing.TOO_MANY, "Too many initialisation requests");
      return;
    }
    List<String> headers = sent.isEmpty() ? handshakeAuthorization : sent;
    RequestError refusal = caller.admit(headers);
    if (refusal != null) {
      refuse(refusal);
    } else if (caller.claim()) {
      if (isOver.get()) {
        caller.release();
      }
      isInitialised = true;
      send(services.messages().acknowledgement());
    } else {
      finish(Closing.TOO_MANY, "Too many connections");
    }
  }

  private void refuse(RequestError refusal) {
    finish(Closing.after(refusal.code()), String.valueOf(refusal.getMessage()));
  }

  private void subscribe(ClientMessage.Subscribe message) throws InterruptedException {
    String id = message.id();
    if (!isInitialised) {
      finish(Closing.UNAUTHORIZED, "Unauthorized");
    } else if (operations.containsKey(id)) {
      finish(Closing.DUPLICATE, "Subscriber for this id already exists");
    } else if (operations.size() >= services.configuration().subscriptions()) {
      RequestError error = services.configuration().tooMany(operations.size() + 1L);
      send(services.messages().error(id, GraphQlAnswer.refused(error, Ids.next().toString())));
    } else {
      LiveOperation operation = new LiveOperation(this, services, message);
      operations.put(id, operation);
      operation.start();
      if (hasEnded.get()) {
        operation.cancel();
      }
    }
  }

  /** The token is no good any more: every operation is told, then the connection is closed. */
  private RequestError expel() {
    RequestError error =
        new RequestError(
            RequestErrorCode.UNAUTHENTICATED,
            "The session is over or the token no longer good. Connect again with a good one.");
    // Who comes second must not close the connection before the first has told everybody.
    expelling.lock();
    try {
      for (LiveOperation operation : operations.values()) {
        operation.refuse(error);
      }
      finish(Closing.FORBIDDEN, "The token is no longer good.");
    } finally {
      expelling.unlock();
    }
    return error;
  }

  private void finish(Closing why, String reason) {
    outbox.finish(why, reason);
    closesFor(why);
  }

  private void closesFor(Closing why) {
    if (isCounted.compareAndSet(false, true)) {
      services.connections().closedFor(why);
    }
    end();
  }

  /** Nothing more is read or begun. What has been put into the outbox may still be sent. */
  private void end() {
    if (hasEnded.compareAndSet(false, true)) {
      for (LiveOperation operation : operations.values()) {
        operation.cancel();
      }
      inbox.wake();
    }
  }

  /** The channel is closed. */
  private void over() {
    if (isOver.compareAndSet(false, true)) {
      end();
      outbox.discard();
      caller.release();
      services.connections().closed(this);
      gone.complete(null);
    }
  }
}
