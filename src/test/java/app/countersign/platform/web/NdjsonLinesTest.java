package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.web.NdjsonLines.Document;
import app.countersign.platform.web.NdjsonLines.Line;
import app.countersign.platform.web.NdjsonLines.NotUtf8;
import app.countersign.platform.web.NdjsonLines.TooLong;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {
  private static final int LONGEST = 10;

  private static List<Line> lines(byte[] bytes, int longest) throws IOException {
    return lines(new ByteArrayInputStream(bytes), longest);
  }

  private static List<Line> lines(InputStream stream, int longest) throws IOException {
    NdjsonLines source = new NdjsonLines(stream, longest);
    List<Line> lines = new ArrayList<>();
    for (Line line = source.next(); line != null; line = source.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static List<Line> lines(String text) throws IOException {
    return lines(text.getBytes(StandardCharsets.UTF_8), LONGEST);
  }

  @Test
  void blankLinesAreCountedAndPassedOver() throws IOException {
    assertThat(lines("{}\n\n \t\r\n[1]\r\nlast"))
        .containsExactly(
            new Document(1, "{}", 2), new Document(4, "[1]\r", 4), new Document(5, "last", 4));
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n\n")).isEmpty();
  }

  @Test
  void aLineOfTheLimitIsTakenAndOneByteMoreIsNot() throws IOException {
    assertThat(lines("0123456789\n0123456789a\nnext"))
        .containsExactly(
            new Document(1, "0123456789", 10), new TooLong(2), new Document(3, "next", 4));
    assertThat(lines("0123456789a")).containsExactly(new TooLong(1));
  }

  @Test
  void aLineThatIsNotUtf8IsNamedAndTheNextIsRead() throws IOException {
    byte[] overlong = {'a', '\n', (byte) 0xC0, (byte) 0x80, '\n', 'b', '\n', (byte) 0xFF};

    assertThat(lines(overlong, LONGEST))
        .containsExactly(
            new Document(1, "a", 1), new NotUtf8(2), new Document(3, "b", 1), new NotUtf8(4));
  }

  @Test
  void theReplacementCharacterItselfIsAText() throws IOException {
    assertThat(lines("\uFFFDé")).containsExactly(new Document(1, "\uFFFDé", 5));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    assertThat(lines("\uFEFF{}\n\uFEFF{}"))
        .containsExactly(new Document(1, "{}", 5), new Document(2, "\uFEFF{}", 5));
    assertThat(lines("\uFEFF\n{}")).containsExactly(new Document(2, "{}", 2));
  }

  @Test
  void linesAreTheSameHoweverTheStreamIsCut() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Line> expected = new ArrayList<>();
    for (int number = 1; number <= 300; number++) {
      int length = random.nextInt(1, 200_000 / (1 + random.nextInt(400)));
      byte[] line = new byte[length];
      Arrays.fill(line, (byte) ('a' + number % 26));
      all.write(line);
      all.write('\n');
      expected.add(
          length > 100_000
              ? new TooLong(number)
              : new Document(number, new String(line, StandardCharsets.US_ASCII), length));
    }

    InputStream cut =
        new ByteArrayInputStream(all.toByteArray()) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(70_000)));
          }
        };

    assertThat(lines(cut, 100_000)).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aLineBeyondTheLimitIsNotHeld() throws IOException {
    long length = 300_000_000;
    InputStream endless =
        new InputStream() {
          private long left = length;

          @Override
          public int read() {
            throw new UnsupportedOperationException("read in chunks");
          }

          @Override
          public int read(byte[] target, int offset, int most) {
            if (left == 0) {
              return -1;
            }
            int count = (int) Math.min(most, left);
            Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
          }
        };

    assertThat(
            lines(
                new SequenceInputStream(
                    endless, new ByteArrayInputStream("\nok".getBytes(StandardCharsets.US_ASCII))),
                1_000))
        .containsExactly(new TooLong(1), new Document(2, "ok", 2));
  }

  @Test
  void aStreamThatBreaksOffFailsAndDropsItsLastLine() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream("{}\n{\"half\"".getBytes(StandardCharsets.US_ASCII)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });
    NdjsonLines lines = new NdjsonLines(broken, 1_000);

    assertThat(lines.next()).isEqualTo(new Document(1, "{}", 2));
    assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessage("gone");
    assertThat(lines.number()).isEqualTo(2);
  }
}
