package app.countersign.bench;

import app.countersign.bench.Report.Row;
import app.countersign.bench.Report.Target.Figure;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sending PDFs from the local store: the wait, the flow, and the memory that it takes. */
final class PdfRows {
  private static final int DOWNLOADS = 20;
  private static final double FIRST_BYTE = 50;
  private static final double MEBI = 1 << 20;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int BUFFER = 1 << 16;

  private final Scene scene;

  PdfRows(Scene scene) {
    this.scene = scene;
  }

  void measure() throws Exception {
    int count = Math.min(scene.options().samples(), 1_000);
    long[] firstBytes = new long[count];
    Sample whole =
        Stopwatch.time(
            count, index -> firstBytes[index] = pdf(BenchData.LONG_TEXT).firstByteNanos());
    Sample plain = Stopwatch.time(count, _ -> read(file(BenchData.LONG_TEXT)));
    Report report = scene.report();
    report.add(
        Row.of("PDF of 30 pages, first byte", Sample.of(firstBytes, whole.elapsedNanos()))
            .within(Figure.P95, FIRST_BYTE));
    report.add(Row.of("PDF of 30 pages, whole (plain: the file read)", whole).beside(plain));
    large();
  }

  private void large() throws Exception {
    pdf(BenchData.LARGE_PDF);
    read(file(BenchData.LARGE_PDF));
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long heapBefore = live(memory);
    long directBefore = direct();
    long[] firstBytes = new long[DOWNLOADS];
    Sample whole;
    AtomicLong peak = new AtomicLong(directBefore);
    AtomicBoolean isOver = new AtomicBoolean();
    Thread sampler =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!isOver.get()) {
                    peak.accumulateAndGet(direct(), Math::max);
                    LockSupport.parkNanos(PAUSE_NANOS);
                  }
                });
    try {
      whole =
          Stopwatch.time(
              DOWNLOADS, index -> firstBytes[index] = pdf(BenchData.LARGE_PDF).firstByteNanos());
    } finally {
      isOver.set(true);
      sampler.join();
    }
    final long heapAfter = live(memory);
    Sample plain = Stopwatch.time(DOWNLOADS, _ -> read(file(BenchData.LARGE_PDF)));
    Report report = scene.report();
    report.add(
        Row.of("PDF of 200 MB, first byte", Sample.of(firstBytes, whole.elapsedNanos()))
            .within(Figure.P95, FIRST_BYTE));
    report.add(Row.of("PDF of 200 MB, whole (plain: the file read)", whole).beside(plain));
    double megabytes = (double) DOWNLOADS * BenchData.LARGE_PDF_BYTES / MEBI;
    report.add("PDF of 200 MB: flow", flow(megabytes, whole), "MiB/s", null);
    report.add(
        "the same file read from disk, 64 KiB a time", flow(megabytes, plain), "MiB/s", null);
    report.add(
        "%d downloads of 200 MB: heap in use after a collection, growth".formatted(DOWNLOADS),
        (heapAfter - heapBefore) / MEBI,
        "MiB",
        "flat");
    report.add(
        "the same: direct memory, highest during it over before",
        (peak.get() - directBefore) / MEBI,
        "MiB",
        "flat");
    report.add("the same: direct memory, highest", peak.get() / MEBI, "MiB", null);
    report.add(
        "the same: direct memory, after over before",
        (direct() - directBefore) / MEBI,
        "MiB",
        "flat");
  }

  private BenchClient.Download pdf(int number) throws Exception {
    return scene.client().pdf(BenchData.contract(number));
  }

  private Path file(int number) {
    return scene.server().documents().resolve("bench/%d.pdf".formatted(number));
  }

  private static void read(Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (InputStream content = Files.newInputStream(file)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes += read;
      }
    }
    if (bytes != Files.size(file)) {
      throw new IOException("the file was cut short: " + file);
    }
  }

  private static double flow(double megabytes, Sample sample) {
    return megabytes / (sample.elapsedNanos() / NANOS_PER_SECOND);
  }

  private static long live(MemoryMXBean memory) {
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** What the JDK's buffers and the network's own take together. */
  private static long direct() {
    long pools =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return pools + Math.max(PlatformDependent.usedDirectMemory(), 0);
  }
}
