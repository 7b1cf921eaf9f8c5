package app.countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How documents flow: with what memory, how soon, and what is left when somebody goes. */
@StoreTest
@Property(name = "micronaut.server.idle-timeout", value = "6s")
@Timeout(90)
class DocumentStreamTest {
  private static final int PLACES = 20;
  private static final long BIG = 200_000_000;
  private static final long MEGABYTE = 1_000_000;

  private final URI server;
  private final TestDocuments documents;
  private final TestStores stores;
  private final Downloads downloads;
  private final List<RawDownload> open = new ArrayList<>();

  DocumentStreamTest(
      EmbeddedServer server, TestDocuments documents, TestStores stores, Downloads downloads) {
    this.server = server.getURI();
    this.documents = documents;
    this.stores = stores;
    this.downloads = downloads;
  }

  @BeforeEach
  void addDocument() throws IOException {
    bigFile();
    documents.add("BIG", "folder/big.pdf");
  }

  private Path bigFile() throws IOException {
    Path file = stores.folder.root().resolve("folder/big.pdf");
    Files.createDirectories(stores.folder.root().resolve("folder"));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(BIG);
    }
    return file;
  }

  @AfterEach
  void leave() throws IOException {
    for (RawDownload download : open) {
      download.close();
    }
    eventually(() -> downloads.running() == 0);
  }

  private RawDownload start() throws IOException {
    RawDownload download = RawDownload.of(server, "BIG");
    open.add(download);
    return download;
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static long memory() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heap + direct + Math.max(0, PlatformDependent.usedDirectMemory());
  }

  @Test
  void twentyLargeDownloadsAtOnceTakeNextToNoMemory() throws Exception {
    start().take(10 * MEGABYTE);
    leave();
    long before = memory();
    long started = System.nanoTime();

    for (int number = 0; number < PLACES; number++) {
      start();
    }
    List<RawDownload> all = open.subList(1, open.size());
    assertThat(downloads.running()).isEqualTo(PLACES);
    long stalled = 0;
    for (int look = 0; look < 2; look++) {
      stalled = Math.max(stalled, memory() - before);
    }
    long most = stalled;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (RawDownload download : all) {
        ends.add(callers.submit(() -> takeAll(download)));
      }
      while (!ends.stream().allMatch(Future::isDone)) {
        most = Math.max(most, memory() - before);
        Thread.sleep(500);
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;

    System.out.printf(
        "20 downloads of 200 MB: %.1f s, memory at most %+.1f MB, %+.1f MB while all waited%n",
        seconds, most / 1e6, stalled / 1e6);
    assertThat(all).allMatch(download -> download.taken() == BIG);
    assertThat(most).isLessThan(64 * MEGABYTE);
    eventually(() -> downloads.running() == 0);
  }

  private static long takeAll(RawDownload download) throws IOException {
    download.take(Long.MAX_VALUE / 2);
    return download.taken();
  }

  @Test
  void theFirstByteComesSoon() throws Exception {
    long[] nanos = new long[50];
    for (int number = -20; number < nanos.length; number++) {
      try (RawDownload download = RawDownload.of(server, "BIG")) {
        nanos[Math.max(number, 0)] = download.firstByteNanos();
      }
      eventually(() -> downloads.running() == 0);
    }
    Arrays.sort(nanos);

    System.out.printf(
        "first byte of a PDF: median %.1f ms, 95 %% within %.1f ms%n",
        nanos[25] / 1e6, nanos[47] / 1e6);
    assertThat(Duration.ofNanos(nanos[25])).isLessThan(Duration.ofMillis(50));
  }

  @Test
  void whoeverGoesAwayGivesTheirPlaceBack() throws Exception {
    for (int number = 0; number < 2 * PLACES; number++) {
      try (RawDownload download = RawDownload.of(server, "BIG")) {
        download.take(MEGABYTE);
        assertThat(downloads.running()).isEqualTo(1);
      }
      eventually(() -> downloads.running() == 0);
    }
  }

  @Test
  void whoeverTakesNothingForTooLongLosesTheirPlace() throws Exception {
    RawDownload download = start();

    assertThat(downloads.running()).isEqualTo(1);
    eventually(() -> downloads.running() == 0);

    download.take(BIG);
    assertThat(download.taken()).isLessThan(BIG);
  }

  @Test
  void whoeverGoesBeforeTheAnswerKeepsNoPlace() throws Exception {
    documents.add(TestDocuments.SLOW, "folder/big.pdf");
    int viewsBefore = documents.views.size();
    for (int number = 0; number < PLACES; number++) {
      Socket socket = RawDownload.ask(server, TestDocuments.SLOW);
      eventually(documents.slow::hasQueuedThreads);
      socket.setSoLinger(true, 0);
      socket.close();
      documents.slow.release();
      eventually(() -> !documents.slow.hasQueuedThreads());
    }

    eventually(() -> documents.views.size() == viewsBefore + PLACES);
    eventually(() -> downloads.running() == 0);
  }

  @Test
  void noMoreAreSentAtOnceThanThereArePlaces() throws Exception {
    for (int number = 0; number < PLACES; number++) {
      start();
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("/contracts/BIG/pdf"))
              .header("Authorization", "Bearer ANALYST")
              .build();

      HttpResponse<String> refused = http.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("\"UNAVAILABLE\"").contains("20 documents");
    }
    open.getFirst().close();
    eventually(() -> downloads.running() < PLACES);
    assertThat(start().status()).isEqualTo(200);
  }

  @Test
  void aDocumentCutShortOnTheWayIsNeverTakenForWhole() throws Exception {
    Path file = stores.folder.root().resolve("folder/cut.pdf");
    Files.write(file, new byte[50_000_000]);
    documents.add("CUT", "folder/cut.pdf");
    try (RawDownload download = RawDownload.of(server, "CUT")) {
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(30_000_000);
      }

      download.take(Long.MAX_VALUE / 2);

      assertThat(download.length()).isEqualTo(50_000_000);
      assertThat(download.taken()).isLessThanOrEqualTo(30_000_000);
    }
    eventually(() -> downloads.running() == 0);
  }

  @Test
  void aDownloadFromABucketGivesItsPlaceBackToo() throws Exception {
    stores.server.put("s3/big.pdf", new byte[20_000_000]);
    documents.add("BIG-S3", "s3/big.pdf");

    // More than the store has connections.
    for (int number = 0; number < 8; number++) {
      try (RawDownload download = RawDownload.of(server, "BIG-S3")) {
        download.take(100_000);
      }
      eventually(() -> downloads.running() == 0);
    }
    try (RawDownload download = RawDownload.of(server, "BIG-S3")) {
      download.take(Long.MAX_VALUE / 2);

      assertThat(download.taken()).isEqualTo(20_000_000);
    }
  }
}
