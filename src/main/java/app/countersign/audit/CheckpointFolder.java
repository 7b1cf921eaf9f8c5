package app.countersign.audit;

import app.countersign.platform.db.source.Origin;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The place of the checkpoints: one file each, numbered from 1, never changed. */
@Singleton
final class CheckpointFolder {
  private static final String BESIDE_EMBEDDED = "audit-checkpoints";
  private static final Pattern NAME = Pattern.compile("audit-(\\d{8,10})\\.jsonl");

  private final Optional<Path> folder;

  CheckpointFolder(CheckpointConfiguration configuration, Optional<Origin> origin) {
    String given = configuration.folder();
    this.folder =
        given != null && !given.isBlank()
            ? Optional.of(Path.of(given))
            : origin
                .filter(Origin.Embedded.class::isInstance)
                .map(Origin.Embedded.class::cast)
                .map(embedded -> embedded.directory().resolve(BESIDE_EMBEDDED));
  }

  /** Whether checkpoints are kept at all. */
  boolean isThere() {
    return folder.isPresent();
  }

  /** Every checkpoint by its number; none where the folder has not been made yet. */
  NavigableMap<Integer, Path> all() throws IOException {
    NavigableMap<Integer, Path> found = new TreeMap<>();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return found;
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          found.put(Integer.parseInt(name.group(1)), file);
        }
      }
    }
    return found;
  }

  /** A file to write the next one to; it counts only when it is {@link #keep}t. */
  Path begin() throws IOException {
    Path place = Files.createDirectories(folder.orElseThrow());
    return Files.createTempFile(place, ".audit-", ".part");
  }

  /**
   * Gives the finished file its number, for good.
   *
   * @throws java.nio.file.FileAlreadyExistsException where another server was faster
   */
  Path keep(Path part, int number) throws IOException {
    Path kept = part.resolveSibling("audit-%08d.jsonl".formatted(number));
    // A link does not replace what is there, which moving might.
    Files.createLink(kept, part);
    Files.delete(part);
    return kept;
  }
}
