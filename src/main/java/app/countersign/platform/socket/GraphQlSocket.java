package app.countersign.platform.socket;

import app.countersign.platform.web.ClientAddresses;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RouteCondition;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;

/**
 * The way in for WebSocket connections, at the address that also takes queries over HTTP. The
 * framework routes, filters and shakes hands; from then on {@link Frames} has the connection.
 */
@ServerWebSocket(value = GraphQlSocket.PATH, subprotocols = GraphQlSocket.SUB_PROTOCOL)
final class GraphQlSocket {
  static final String PATH = "/graphql";
  static final String SUB_PROTOCOL = "graphql-transport-ws";

  /** How large one message may be, in bytes. */
  static final int MOST_BYTES = 1_000_000;

  /** Keeps this route out of the way of a GET for the same address, which else both match. */
  private static final String IS_HANDSHAKE =
      "#{T(app.countersign.platform.socket.Handshake).isAskedFor(request)}";

  private final SocketServices services;
  private final ClientAddresses addresses;

  GraphQlSocket(SocketServices services, ClientAddresses addresses) {
    this.services = services;
    this.addresses = addresses;
  }

  /** Takes the connection over, on its event loop. */
  @OnOpen
  @RouteCondition(IS_HANDSHAKE)
  void open(WebSocketSession session, HttpRequest<?> handshake) {
    if (!(handshake instanceof NettyHttpRequest<?> netty)) {
      throw new IllegalStateException("a request without its channel");
    }
    new SocketConnection(
            services,
            netty.getChannelHandlerContext(),
            addresses.of(handshake),
            handshake.getHeaders().getAll(HttpHeaders.AUTHORIZATION))
        .open(session.getSubprotocol().orElse(null));
  }

  /** Says how large a frame may be; no message comes here, for they have been taken before. */
  @RouteCondition(IS_HANDSHAKE)
  @OnMessage(maxPayloadLength = MOST_BYTES)
  void message(String text) {
    throw new IllegalStateException("a message that passed by");
  }
}
