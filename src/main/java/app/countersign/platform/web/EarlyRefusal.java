package app.countersign.platform.web;

import app.countersign.platform.admission.Admission;
import app.countersign.platform.admission.Arrival;
import io.micronaut.http.MutableHttpResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Objects;

/**
 * Refuses on one connection what there is no room for, before anything but its head is looked at:
 * past the server's limit refusing must cost next to nothing, or it takes the time of those who are
 * admitted. Whatever needs a second look goes on to {@link Entrance}, which refuses it there.
 */
final class EarlyRefusal extends ChannelDuplexHandler {
  private static final String PATH = "/graphql";
  private static final AttributeKey<Arrival> ARRIVAL =
      AttributeKey.valueOf(EarlyRefusal.class, "arrival");

  private final Admission admission;
  private final Answers answers;
  private final RequestFilter headers;
  private int answering;
  private boolean isSwallowing;
  private boolean hasSwallowed;

  EarlyRefusal(Admission admission, Answers answers, RequestFilter headers) {
    this.admission = admission;
    this.answers = answers;
    this.headers = headers;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!isSwallowing && message instanceof HttpRequest request) {
      boolean isPlain = isPlain(request);
      if (answering == 0 && isPlain && admission.turnsAway()) {
        isSwallowing = true;
        refuse(ctx, request);
      } else {
        answering++;
        arrived(ctx.channel());
        ctx.channel().attr(ARRIVAL).set(isPlain ? admission.announce() : null);
      }
    }
    if (!isSwallowing) {
      Arrival arrival = ctx.channel().attr(ARRIVAL).get();
      // Not before its end: who sends the beginning of a request only must not take a place.
      if (arrival != null && message instanceof LastHttpContent) {
        arrival.setOut();
      }
      ctx.fireChannelRead(message);
      return;
    }
    hasSwallowed = true;
    if (message instanceof LastHttpContent) {
      isSwallowing = false;
    }
    ReferenceCountUtil.release(message);
  }

  /** Whoever reads behind this one asks for more only after what came to it. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    if (hasSwallowed) {
      hasSwallowed = false;
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean isInterim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !isInterim) {
      answering--;
      arrived(ctx.channel());
    }
    ctx.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    arrived(ctx.channel());
  }

  /** The request of this connection is at its gate, or will not come there. */
  static void arrived(Channel channel) {
    Arrival arrival = channel.attr(ARRIVAL).getAndSet(null);
    if (arrival != null) {
      arrival.over();
    }
  }

  /**
   * A call of a program: pages of other sites need headers of their own, sockets another answer.
   */
  private static boolean isPlain(HttpRequest request) {
    HttpHeaders sent = request.headers();
    String uri = request.uri();
    return request.decoderResult().isSuccess()
        && (uri.equals(PATH) || uri.startsWith(PATH + "?"))
        && !sent.contains(HttpHeaderNames.ORIGIN)
        && !sent.contains(HttpHeaderNames.UPGRADE)
        && !sent.contains(HttpHeaderNames.EXPECT)
        && !HttpUtil.isTransferEncodingChunked(request);
  }

  private void refuse(ChannelHandlerContext ctx, HttpRequest request) {
    String id = RequestIds.of(request.headers().get(RequestIds.HEADER));
    List<String> accept = request.headers().getAll(HttpHeaderNames.ACCEPT);
    MutableHttpResponse<byte[]> answer =
        answers.refused(
            admission.refusal(), ResponseType.accepted(accept).orElse(ResponseType.JSON), id);
    headers.complete(PATH, id, answer);
    byte[] body = Objects.requireNonNull(answer.body());
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.code()),
            Unpooled.wrappedBuffer(body));
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.headers().add(name, value)));
    HttpUtil.setContentLength(response, body.length);
    boolean isKept = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, isKept);
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!isKept) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
