package app.countersign.audit;

import app.countersign.platform.access.Seal;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as lines of JSON: what it is, the chains' points, and the seal over all before. Each
 * names the digest of the one before it, so that one good seal vouches for all older ones, also
 * when the secret they were sealed with is long gone.
 */
final class CheckpointFile {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * How a checkpoint begins.
   *
   * @param snapshot the transactions it has seen, as PostgreSQL writes them
   * @param previous the digest of the one before it; null for the first, and for one that begins
   *     anew because the one before is no good
   */
  record Head(int number, Instant at, String snapshot, @Nullable String previous) {}

  /** How it ends; hexadecimal. */
  record Foot(int points, String digest, String seal) {}

  /**
   * What was read of one.
   *
   * @param digest of what is there
   * @param isWhole whether it ends as it should and says of itself what it is
   * @param isSealed whether the seal is one of ours
   */
  record Read(@Nullable Head head, String digest, boolean isWhole, boolean isSealed) {}

  private CheckpointFile() {}

  /** Writes points as they come. */
  static final class Writing implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;
    private final MessageDigest digest = sha256();
    private int points;

    Writing(Path file, Head head) throws IOException {
      this.file = file;
      this.out = Files.newBufferedWriter(file);
      line(Json.write(head));
    }

    void add(ChainPoint point) throws IOException {
      line(
          Json.write(
              List.of(point.subjectType(), point.subjectId(), point.sequence(), point.hash())));
      points++;
    }

    int points() {
      return points;
    }

    /** Seals it, and returns when it is on the disk. */
    void seal(Seal seal) throws IOException {
      byte[] whole = digest.digest();
      out.write(Json.write(new Foot(points, HEX.formatHex(whole), HEX.formatHex(seal.of(whole)))));
      out.newLine();
      out.flush();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }

    private void line(String text) throws IOException {
      String line = text + "\n";
      out.write(line);
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads one, and hands over its points, which are good only if it turns out to be. */
  static Read read(Path file, int number, Seal seal, Consumer<ChainPoint> points)
      throws IOException {
    MessageDigest digest = sha256();
    Head head = null;
    Foot foot = null;
    int count = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (foot != null) {
          return new Read(head, "", false, false);
        }
        if (head != null && line.startsWith("{")) {
          foot = Json.read(line, Foot.class);
          continue;
        }
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (head == null) {
          head = Json.read(line, Head.class);
        } else {
          points.accept(point(line));
          count++;
        }
      }
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException spoiled) {
      return new Read(head, "", false, false);
    }
    byte[] whole = digest.digest();
    String hex = HEX.formatHex(whole);
    if (head == null || head.number() != number || foot == null) {
      return new Read(head, hex, false, false);
    }
    return new Read(
        head,
        hex,
        foot.digest().equals(hex) && foot.points() == count,
        isOf(seal, foot.seal(), whole));
  }

  private static ChainPoint point(String line) {
    JsonNode fields = Json.read(line, JsonNode.class);
    if (!fields.isArray() || fields.size() != 4) {
      throw new IllegalArgumentException("no point of a chain");
    }
    return new ChainPoint(
        fields.path(0).asText(),
        fields.path(1).asText(),
        fields.path(2).asInt(),
        fields.path(3).asText());
  }

  private static boolean isOf(Seal seal, String hex, byte[] text) {
    try {
      return seal.isOf(HEX.parseHex(hex), text);
    } catch (IllegalArgumentException noHex) {
      return false;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
