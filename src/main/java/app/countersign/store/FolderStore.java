package app.countersign.store;

import app.countersign.platform.web.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files under one folder. A key is a relative path with slashes; one that would lead out
 * of the folder, by its text or by a link, names nothing. The entity tag is made of the file's
 * size, time and identity, so it stays while the file does; who replaces a file should do it as
 * {@link #put} does, by a new file under the old name.
 */
public final class FolderStore implements ObjectStore {
  private static final Pattern HOSTILE = Pattern.compile("[\\\\:\\p{Cntrl}]");
  private static final int TAG_BYTES = 16;

  private final Path root;

  /** A store in that folder, which need not exist yet. */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  @Override
  public ObjectFacts stat(ObjectKey key) {
    try {
      return facts(inside(key));
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  @Override
  public InputStream open(ObjectKey key, ObjectFacts facts, ByteRange range) {
    try {
      Path file = inside(key);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        return positioned(channel, file, facts, range);
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private InputStream positioned(
      FileChannel channel, Path file, ObjectFacts expected, ByteRange range) throws IOException {
    // The open file keeps its content; a name that still tells the same facts leads to it.
    if (!facts(file).equals(expected) || channel.size() != expected.size()) {
      throw new StoreFailure(StoreFailure.Kind.CHANGED, "the file was replaced");
    }
    channel.position(range.first());
    return new LimitedStream(Channels.newInputStream(channel), range.length());
  }

  /**
   * Stores the content under the key, whole or not at all; what was there is replaced.
   *
   * @throws StoreFailure DENIED when the key leads out of the folder or the folder cannot be
   *     written
   */
  public void put(ObjectKey key, InputStream content) {
    Path file = path(key);
    if (file == null) {
      throw new StoreFailure(StoreFailure.Kind.DENIED, "the key is no path in the folder");
    }
    try {
      Path directory = Files.createDirectories(parent(file));
      if (!directory.toRealPath().startsWith(root.toRealPath())) {
        throw new StoreFailure(StoreFailure.Kind.DENIED, "the key leads out of the folder");
      }
      Path written = Files.createTempFile(directory, ".", ".part");
      try {
        Files.copy(content, written, StandardCopyOption.REPLACE_EXISTING);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException failure) {
      throw new StoreFailure(StoreFailure.Kind.DENIED, "the folder cannot be written", failure);
    }
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  private ObjectFacts facts(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException("no regular file");
    }
    return new ObjectFacts(
        attributes.size(), etag(attributes), attributes.lastModifiedTime().toInstant());
  }

  /** Hashed, so that it tells nothing of the disk. */
  private static String etag(BasicFileAttributes attributes) {
    String identity =
        "%d %s %s"
            .formatted(
                attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Where the file really is, links followed. */
  private Path inside(ObjectKey key) throws IOException {
    Path file = path(key);
    if (file == null) {
      throw new NoSuchFileException("no path in the folder");
    }
    Path real = file.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new NoSuchFileException("leads out of the folder");
    }
    return real;
  }

  private @Nullable Path path(ObjectKey key) {
    String value = key.value();
    boolean isPlain =
        !HOSTILE.matcher(value).find()
            && Arrays.stream(value.split("/", -1))
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    if (!isPlain) {
      return null;
    }
    try {
      Path file = root.resolve(value).normalize();
      return file.startsWith(root) && !file.equals(root) ? file : null;
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  private StoreFailure failed(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _, NotDirectoryException _, FileSystemLoopException _ ->
          new StoreFailure(StoreFailure.Kind.ABSENT, "there is no such file", failure);
      case AccessDeniedException _ ->
          new StoreFailure(StoreFailure.Kind.DENIED, "the file may not be read", failure);
      case FileSystemException other when isNoName(other) ->
          new StoreFailure(StoreFailure.Kind.ABSENT, "there can be no such file", failure);
      default -> new StoreFailure(StoreFailure.Kind.UNAVAILABLE, "the disk failed", failure);
    };
  }

  /** What the operating system says of a path that names nothing it could have. */
  private static boolean isNoName(FileSystemException failure) {
    String reason = String.valueOf(failure.getReason());
    return reason.contains("Not a directory")
        || reason.contains("File name too long")
        || reason.contains("Too many levels of symbolic links");
  }
}
