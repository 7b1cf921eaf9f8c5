package app.countersign.platform.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.socket.TestSocket.Closed;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server of the test's own: how it stops, counts requests, and stands what is no client at all.
 */
class SocketServerTest {
  private EmbeddedServer server;

  @BeforeEach
  void start() {
    server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "countersign.rate-limit.per-actor-per-minute", "4",
                "countersign.graphql.socket.connections", "3"),
            "platform",
            "test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServerThatStopsSaysSo() {
    TestSocket socket = TestSocket.ready(server.getURI(), "operator");
    socket.subscribe("s", "subscription { tickets { number } }");

    server.getApplicationContext().getBean(GracefulShutdownManager.class).shutdownGracefully();

    assertThat(socket.closed()).isEqualTo(new Closed(1012, "The server stops."));
  }

  @Test
  void aServerThatIsStoppedAtOnceLeavesNobodyConnected() {
    TestSocket socket = TestSocket.ready(server.getURI(), "operator");

    server.stop();

    assertThat(socket.closed().code()).isIn(1012, 1006);
  }

  @Test
  void aContextThatStopsInGoodOrderSaysSo() {
    EmbeddedServer other =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of("micronaut.lifecycle.graceful-shutdown.enabled", "true"),
            "platform",
            "test");
    TestSocket socket = TestSocket.ready(other.getURI(), "operator");

    other.getApplicationContext().stop();

    assertThat(socket.closed()).isEqualTo(new Closed(1012, "The server stops."));
  }

  @Test
  void everyOperationCountsAsARequest() {
    TestSocket socket = TestSocket.ready(server.getURI(), "analyst");

    for (int i = 1; i <= 3; i++) {
      socket.subscribe("q" + i, "{ hello }");
      assertThat(socket.next().path("type").asText()).isEqualTo("next");
      assertThat(socket.next().path("type").asText()).isEqualTo("complete");
    }
    socket.subscribe("q4", "{ hello }");
    JsonNode refusal = socket.next();

    assertThat(refusal.path("type").asText()).isEqualTo("error");
    assertThat(refusal.at("/payload/0/extensions/code").asText()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void aServerHasSoManyConnections() {
    for (int i = 0; i < 3; i++) {
      TestSocket.ready(server.getURI(), "");
    }

    TestSocket fourth = new TestSocket(server.getURI(), TestSocket.Options.plain());

    assertThat(fourth.closed().code()).isEqualTo(1013);
  }

  @Test
  void theSameAddressServesQueriesAndTellsWhereSubscriptionsAre() throws Exception {
    HttpResponse<String> query = get("%7B+hello+%7D", "application/graphql-response+json");
    HttpResponse<String> older = get("%7B+hello+%7D", "application/json");
    HttpResponse<String> any = get("%7B+hello+%7D", "*/*");
    HttpResponse<String> subscription =
        get(
            "subscription+%7B+ticks(count:+1)+%7B+number+%7D+%7D",
            "application/graphql-response+json");

    assertThat(List.of(query.body(), older.body(), any.body()))
        .containsOnly("{\"data\":{\"hello\":\"world\"}}");
    assertThat(subscription.statusCode()).isEqualTo(400);
    assertThat(subscription.body()).contains("BAD_REQUEST").contains("graphql-transport-ws");
  }

  @Test
  void compressionIsNotAgreedOn() throws IOException {
    try (Socket raw = handshake()) {
      String head = head(raw.getInputStream());

      assertThat(head).startsWith("HTTP/1.1 101");
      assertThat(head.toLowerCase(java.util.Locale.ROOT))
          .contains("sec-websocket-protocol: graphql-transport-ws")
          .doesNotContain("sec-websocket-extensions");
    }
  }

  @Test
  void aTextThatIsNotUtf8Closes1007() throws IOException {
    try (Socket raw = handshake()) {
      head(raw.getInputStream());

      raw.getOutputStream().write(frame(0x81, new byte[] {(byte) 0xff, (byte) 0xfe}));

      assertThat(closeCode(raw.getInputStream())).isEqualTo(1007);
    }
  }

  @Test
  void aFrameThatBreaksWebSocketItselfCloses1002() throws IOException {
    try (Socket raw = handshake()) {
      head(raw.getInputStream());

      raw.getOutputStream().write(frame(0x83, new byte[] {1}));

      assertThat(closeCode(raw.getInputStream())).isEqualTo(1002);
    }
  }

  @Test
  void aPingIsAnsweredWithItsContentAndACloseWithItsCode() throws IOException {
    try (Socket raw = handshake()) {
      InputStream in = raw.getInputStream();
      head(in);

      raw.getOutputStream().write(frame(0x89, new byte[] {7, 8}));
      raw.getOutputStream().write(frame(0x88, new byte[] {0x03, (byte) 0xe8}));

      assertThat(in.readNBytes(4)).containsExactly(0x8a, 2, 7, 8);
      assertThat(closeCode(in)).isEqualTo(1000);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private HttpResponse<String> get(String query, String accept) throws Exception {
    URI uri = server.getURI().resolve("/graphql?query=" + query);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).header("Accept", accept).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private Socket handshake() throws IOException {
    Socket raw = new Socket(server.getHost(), server.getPort());
    raw.setSoTimeout(10_000);
    OutputStream out = raw.getOutputStream();
    out.write(
        ("GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return raw;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the end of %s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** A masked frame, by a mask of zeros. */
  private static byte[] frame(int first, byte[] content) {
    byte[] frame = new byte[6 + content.length];
    frame[0] = (byte) first;
    frame[1] = (byte) (0x80 | content.length);
    System.arraycopy(content, 0, frame, 6, content.length);
    return frame;
  }

  private static int closeCode(InputStream in) throws IOException {
    assertThat(in.read()).isEqualTo(0x88);
    int length = in.read();
    byte[] content = in.readNBytes(length);
    return (content[0] & 0xff) << 8 | content[1] & 0xff;
  }
}
