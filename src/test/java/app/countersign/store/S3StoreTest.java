package app.countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.countersign.platform.web.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class S3StoreTest {
  private static final ObjectKey KEY = new ObjectKey("2024/GAP-1 ü.pdf");
  private static final byte[] CONTENT = new byte[300_000];
  private static S3Server server;
  private static S3Store store;

  @BeforeAll
  static void start() throws Exception {
    new Random(7).nextBytes(CONTENT);
    server = new S3Server();
    store = server.store();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    server.close();
  }

  private static StoreFailure.Kind failure(Runnable call) {
    StoreFailure failure = catchThrowableOfType(StoreFailure.class, call::run);
    assertThat(failure).isNotNull();
    return failure.kind();
  }

  private static byte[] read(ByteRange range) throws IOException {
    try (InputStream content = store.open(KEY, store.stat(KEY), range)) {
      return content.readAllBytes();
    }
  }

  @Test
  void anObjectIsKnownBySizeTimeAndAStrongTag() {
    server.put(KEY.value(), CONTENT);

    ObjectFacts facts = store.stat(KEY);

    assertThat(facts.size()).isEqualTo(300_000);
    assertThat(facts.etag()).matches("\"[0-9a-f]{32}\"");
    assertThat(facts.lastModified())
        .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(2));
  }

  @Test
  void rangesAreReadExactly() throws IOException {
    server.put(KEY.value(), CONTENT);

    assertThat(read(ByteRange.whole(300_000))).isEqualTo(CONTENT);
    assertThat(read(new ByteRange(0, 1))).isEqualTo(Arrays.copyOf(CONTENT, 1));
    assertThat(read(new ByteRange(65_535, 3)))
        .isEqualTo(Arrays.copyOfRange(CONTENT, 65_535, 65_538));
    assertThat(read(new ByteRange(299_999, 1)))
        .isEqualTo(Arrays.copyOfRange(CONTENT, 299_999, 300_000));
    assertThat(read(new ByteRange(5, 0))).isEmpty();
  }

  @Test
  void anObjectIsReadByteByByteToo() throws IOException {
    server.put(KEY.value(), new byte[] {1, -1});

    try (InputStream content = store.open(KEY, store.stat(KEY), ByteRange.whole(2))) {
      assertThat(content.read()).isEqualTo(1);
      assertThat(content.read()).isEqualTo(255);
      assertThat(content.read()).isEqualTo(-1);
    }
  }

  @Test
  void anAbsentObjectOrBucketIsAbsent() {
    ObjectKey nothing = new ObjectKey("nothing.pdf");
    ObjectFacts facts = new ObjectFacts(1, "\"x\"", Instant.EPOCH);

    assertThat(failure(() -> store.stat(nothing))).isEqualTo(StoreFailure.Kind.ABSENT);
    assertThat(failure(() -> store.open(nothing, facts, ByteRange.whole(1))))
        .isEqualTo(StoreFailure.Kind.ABSENT);
    try (S3Store other = S3Server.store("no-such-bucket", server.endpoint())) {
      assertThat(failure(() -> other.stat(KEY))).isEqualTo(StoreFailure.Kind.ABSENT);
    }
  }

  @Test
  void aServerWithoutTheRightIsDenied() {
    server.put(KEY.value(), CONTENT);
    ObjectFacts facts = store.stat(KEY);

    try (S3Store stranger = S3Server.store(S3Server.BUCKET, server.endpoint(), "wrong")) {
      assertThat(failure(() -> stranger.stat(KEY))).isEqualTo(StoreFailure.Kind.DENIED);
      assertThat(failure(() -> stranger.open(KEY, facts, ByteRange.whole(1))))
          .isEqualTo(StoreFailure.Kind.DENIED);
    }
  }

  @Test
  void anObjectReplacedSinceItWasLookedAtIsNotOpened() {
    server.put(KEY.value(), CONTENT);
    ObjectFacts facts = store.stat(KEY);

    server.put(KEY.value(), new byte[300_000]);

    assertThat(failure(() -> store.open(KEY, facts, ByteRange.whole(10))))
        .isEqualTo(StoreFailure.Kind.CHANGED);
  }

  @Test
  void nobodyThereIsUnavailableAtOnce() throws IOException {
    try (S3Store down = S3Server.store(S3Server.BUCKET, S3Server.nobody())) {
      assertThat(failure(() -> down.stat(KEY))).isEqualTo(StoreFailure.Kind.UNAVAILABLE);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Store slow = S3Server.store(S3Server.BUCKET, at(silent))) {
      long started = System.nanoTime();

      StoreFailure.Kind kind = failure(() -> slow.stat(KEY));

      assertThat(kind).isEqualTo(StoreFailure.Kind.TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }
  }

  private static URI at(ServerSocket socket) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Answers each request with what is given and hangs up, or stays silent after it. */
  private static Thread answering(ServerSocket socket, String answer, boolean hangsUp) {
    return Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                try {
                  Socket caller = socket.accept();
                  caller.getInputStream().read(new byte[8_192]);
                  caller.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                  if (hangsUp) {
                    caller.close();
                  }
                } catch (IOException closed) {
                  return;
                }
              }
            });
  }

  private static String half() {
    return "HTTP/1.1 206 Partial Content\r\nETag: \"x\"\r\nContent-Length: 100\r\n"
        + "Content-Range: bytes 0-99/100\r\n\r\n"
        + "x".repeat(50);
  }

  @Test
  void aBrokenServerIsUnavailable() throws Exception {
    String broken = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Store store500 = S3Server.store(S3Server.BUCKET, at(socket))) {
      answering(socket, broken, true);

      assertThat(failure(() -> store500.stat(KEY))).isEqualTo(StoreFailure.Kind.UNAVAILABLE);
    }
  }

  @Test
  void contentThatBreaksOffIsAnErrorAndNeverAnEnd() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Store cut = S3Server.store(S3Server.BUCKET, at(socket))) {
      answering(socket, half(), true);
      ObjectFacts facts = new ObjectFacts(100, "\"x\"", Instant.EPOCH);

      try (InputStream content = cut.open(KEY, facts, ByteRange.whole(100))) {
        assertThat(content.readNBytes(50)).hasSize(50);
        assertThatThrownBy(content::read).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Store stuck = patient(at(socket))) {
      answering(socket, half(), false);
      ObjectFacts facts = new ObjectFacts(100, "\"x\"", Instant.EPOCH);
      InputStream content = stuck.open(KEY, facts, ByteRange.whole(100));
      content.readNBytes(50);
      var ended = new CompletableFuture<IOException>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> ended.complete(catchThrowableOfType(IOException.class, content::read)));
      while (reader.getState() == Thread.State.NEW || reader.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }

      content.close();

      assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  private static S3Store patient(URI endpoint) {
    Duration minute = Duration.ofMinutes(1);
    return S3Store.of(
        new S3Configuration(
            S3Server.BUCKET, "us-east-1", endpoint, true, minute, minute, minute, 1),
        1,
        software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider.create());
  }
}
