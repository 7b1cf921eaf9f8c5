package app.countersign.platform.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a connection's frames before the framework does, which neither bounds what it puts together
 * of fragments, nor what it answers to pings nobody reads, nor closes as RFC 6455 has it. Hands on
 * whole texts. Works on the event loop and never waits.
 */
final class Frames extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Frames.class);

  /** How long a client may take to answer the server's close. */
  private static final long LINGER_MILLIS = 2_000;

  private final Receiver receiver;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private boolean isClosing;

  /** Where whole texts go. */
  interface Receiver {
    /** One message; must not wait. */
    void receive(String text);

    /** The network takes more again; must not wait. */
    void writable();

    /** The client closes, or has broken the protocol: nothing more will come. */
    void left();
  }

  Frames(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      if (!isClosing) {
        read(ctx, frame);
      } else if (frame instanceof CloseWebSocketFrame) {
        ctx.close();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case CloseWebSocketFrame close -> answerClose(ctx, close);
      case PingWebSocketFrame ping -> {
        // Who does not read gets no answers to keep for them.
        if (ctx.channel().isWritable()) {
          ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
      }
      case PongWebSocketFrame _ -> {}
      case BinaryWebSocketFrame _ ->
          close(ctx, Closing.UNSUPPORTED_DATA, "Only text messages are served.");
      default -> text(ctx, frame);
    }
  }

  private void text(ChannelHandlerContext ctx, WebSocketFrame frame) {
    ByteBuf content = frame.content();
    if (fragments.size() + content.readableBytes() > GraphQlSocket.MOST_BYTES) {
      close(
          ctx,
          Closing.TOO_BIG,
          "A message may have at most %,d bytes.".formatted(GraphQlSocket.MOST_BYTES));
      return;
    }
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    if (frame.isFinalFragment() && fragments.size() == 0) {
      receive(ctx, bytes);
      return;
    }
    fragments.writeBytes(bytes);
    if (frame.isFinalFragment()) {
      byte[] whole = fragments.toByteArray();
      fragments.reset();
      receive(ctx, whole);
    }
  }

  private void receive(ChannelHandlerContext ctx, byte[] bytes) {
    try {
      receiver.receive(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      close(ctx, Closing.INVALID_TEXT, "The message is not UTF-8.");
    }
  }

  private void answerClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    isClosing = true;
    receiver.left();
    int code = close.statusCode();
    CloseWebSocketFrame answer =
        WebSocketCloseStatus.isValidStatusCode(code)
            ? new CloseWebSocketFrame(code, "")
            : new CloseWebSocketFrame(Closing.NORMAL.code(), "");
    ctx.writeAndFlush(answer).addListener(written -> ctx.close());
  }

  /** Says good-bye, and waits a little for the client's, lest what is under way be lost. */
  void close(ChannelHandlerContext ctx, Closing why, String reason) {
    if (isClosing) {
      return;
    }
    isClosing = true;
    receiver.left();
    ctx.channel().config().setAutoRead(true);
    ctx.writeAndFlush(new CloseWebSocketFrame(why.code(), reason));
    linger(ctx, ctx.newPromise());
  }

  private static void linger(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.executor().schedule(() -> ctx.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The server closes the channel by itself, which it does when it stops. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (isClosing || !ctx.channel().isActive()) {
      ctx.close(promise);
      return;
    }
    // The decoder closes too, and only then throws what is wrong: see exceptionCaught.
    ctx.executor()
        .execute(
            () -> {
              if (isClosing) {
                linger(ctx, promise);
                return;
              }
              isClosing = true;
              receiver.left();
              ctx.writeAndFlush(
                      new CloseWebSocketFrame(Closing.RESTART.code(), "The server stops."))
                  .addListener(written -> ctx.close(promise));
            });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException _ -> {
        // The decoder has said good-bye with the right code.
        isClosing = true;
        receiver.left();
      }
      case IOException _ -> {
        isClosing = true;
        ctx.close();
      }
      default -> {
        LOG.error("A WebSocket connection failed", cause);
        close(ctx, Closing.INTERNAL, "Something went wrong on our side.");
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      receiver.writable();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    receiver.left();
    ctx.fireChannelInactive();
  }
}
