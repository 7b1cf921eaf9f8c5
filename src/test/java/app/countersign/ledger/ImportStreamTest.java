package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.web.NdjsonStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImportStreamTest {
  private final List<String> stored = new ArrayList<>();
  private final CountDownLatch read = new CountDownLatch(1);

  private NdjsonStream<ImportResult, ImportAnswer> stream(
      InputStream source, PlaidLines.Store store) {
    return new NdjsonStream<>(
        source,
        PlaidImportController.LONGEST_LINE,
        new PlaidLines(PlaidFiles.reader(), store),
        "test",
        read::countDown);
  }

  private NdjsonStream<ImportResult, ImportAnswer> stream(String text) {
    return stream(bytes(text), this::keep);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportOutcome keep(ImportedLedger ledger) {
    String userId = ledger.profile() == null ? "?" : String.valueOf(ledger.profile().userId());
    stored.add(userId);
    return new ImportOutcome(
        userId, false, ledger.accounts().size(), ledger.transactions().size(), List.of());
  }

  private static List<ImportAnswer> all(NdjsonStream<ImportResult, ImportAnswer> stream)
      throws InterruptedException {
    List<ImportAnswer> answers = new ArrayList<>();
    for (ImportAnswer answer = stream.next(); answer != null; answer = stream.next()) {
      answers.add(answer);
    }
    return answers;
  }

  @Test
  void aBrokenLineFiftyThousandIsNamedAndTheRestLands() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= 50_010; line++) {
      String document = LedgerDesk.documentOf("u" + line, "1");
      text.append(line == 50_000 ? document.replace("2026-01-03", "2026-02-30") : document);
      text.append('\n');
    }

    List<ImportAnswer> answers = all(stream(text.toString()));

    assertThat(answers).hasSize(50_010);
    assertThat(answers).extracting(ImportAnswer::line).isSorted().doesNotHaveDuplicates();
    assertThat(answers)
        .filteredOn(ImportAnswer::isRefused)
        .containsExactly(
            new ImportAnswer(
                50_000,
                null,
                "refused",
                null,
                null,
                "UNREADABLE_DOCUMENT",
                "BAD_DATE",
                "override_accounts[0].transactions[0].date_posted",
                "A date is written YYYY-MM-DD and lies between 1900 and 2199."));
    assertThat(stored).hasSize(50_009).startsWith("u1", "u2").endsWith("u50009", "u50010");
    assertThat(read.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamThatBreaksOffKeepsItsWholeLinesAndSaysSo() throws InterruptedException {
    InputStream broken =
        new SequenceInputStream(
            bytes(LedgerDesk.documentOf("a", "1") + "\n" + LedgerDesk.documentOf("b", "1")),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });

    List<ImportAnswer> answers = all(stream(broken, this::keep));

    assertThat(answers).extracting(ImportAnswer::code).containsExactly(null, "BAD_REQUEST");
    assertThat(answers.getLast().line()).isEqualTo(2);
    assertThat(stored).containsExactly("a");
  }

  @Test
  void aFailureOfOursIsMaskedAndTheNextLineIsTaken() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    NdjsonStream<ImportResult, ImportAnswer> stream =
        stream(
            bytes((LedgerDesk.documentOf("a", "1") + "\n").repeat(3)),
            ledger -> {
              if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("secret of the inside");
              }
              return keep(ledger);
            });

    List<ImportAnswer> answers = all(stream);

    assertThat(answers).extracting(ImportAnswer::code).containsExactly(null, "INTERNAL", null);
    assertThat(answers.get(1).message()).doesNotContain("secret");
  }

  @Test
  void manyFailuresOfOursInARowEndTheStream() throws InterruptedException {
    NdjsonStream<ImportResult, ImportAnswer> stream =
        stream(
            bytes((LedgerDesk.documentOf("a", "1") + "\n").repeat(50)),
            ledger -> {
              throw new IllegalStateException("the database is away");
            });

    List<ImportAnswer> answers = all(stream);

    assertThat(answers).hasSize(10);
    assertThat(answers.getLast().code()).isEqualTo("UNAVAILABLE");
    assertThat(read.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusalsOfTheStoreDoNotEndTheStream() throws InterruptedException {
    NdjsonStream<ImportResult, ImportAnswer> stream =
        stream(
            bytes((LedgerDesk.document("1") + "\n").repeat(30)),
            ledger -> {
              throw RefusedException.of(
                  UserErrorCode.INVALID_INPUT, "Whose is it?", "input", "userId");
            });

    List<ImportAnswer> answers = all(stream);

    assertThat(answers).hasSize(30);
    assertThat(answers.getLast())
        .isEqualTo(
            new ImportAnswer(
                30, null, "refused", null, null, "INVALID_INPUT", null, "userId", "Whose is it?"));
  }

  @Test
  void closingEndsTheReadingAndWhoeverWaitsForAnAnswer() throws Exception {
    PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
    NdjsonStream<ImportResult, ImportAnswer> stream = stream(silent, this::keep);
    Thread closer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(200);
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                  stream.close();
                });

    ImportAnswer answer = stream.next();

    assertThat(answer).isNull();
    closer.join();
    assertThat(read.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void linesAreReadAheadOnlySoFar() throws InterruptedException {
    AtomicInteger bytesRead = new AtomicInteger();
    byte[] line = (LedgerDesk.documentOf("a", "1") + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException("read in chunks");
          }

          @Override
          public int read(byte[] target, int offset, int most) {
            System.arraycopy(line, 0, target, offset, line.length);
            bytesRead.addAndGet(line.length);
            return line.length;
          }
        };

    try (NdjsonStream<ImportResult, ImportAnswer> stream = stream(endless, this::keep)) {
      assertThat(stream.next()).isNotNull();
      Thread.sleep(300);

      assertThat(bytesRead.get() / line.length).isBetween(2, 12);
      assertThat(stored).hasSize(1);
    }
  }
}
