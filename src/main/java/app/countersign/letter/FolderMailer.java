package app.countersign.letter;

import app.countersign.delivery.Outcome;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Lays letters down as files that can be read, by their owner only. */
final class FolderMailer implements Mailer {
  private final Path folder;

  FolderMailer(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Outcome send(ComposedLetter letter) {
    try {
      Files.createDirectories(folder, onlyOwner("rwx------"));
      Path written = Files.createTempFile(folder, "letter", ".part", onlyOwner("rw-------"));
      try (OutputStream file = Files.newOutputStream(written)) {
        // In a file nothing has to be encoded for the way, and it can be read as it is.
        letter.message().setHeader("Content-Transfer-Encoding", "8bit");
        letter.message().writeTo(file);
      }
      Files.move(written, folder.resolve(letter.fileName()), StandardCopyOption.REPLACE_EXISTING);
      return new Outcome.Taken();
    } catch (IOException | MessagingException failure) {
      return new Outcome.Failed(
          "The letter could not be written into the folder: "
              + failure.getClass().getSimpleName()
              + ".");
    }
  }

  private static FileAttribute<?>[] onlyOwner(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
