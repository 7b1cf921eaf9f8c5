package app.countersign.store;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the one store that the configuration asks for. */
@Factory
final class Stores {
  private static final String DEFAULT_FOLDER = "data/documents";

  /** The bucket if one is named, else the folder. */
  @Singleton
  @Bean(preDestroy = "close")
  ObjectStore store(
      StoreConfiguration settings,
      S3Configuration s3,
      @Nullable @Property(name = "countersign.home") String home) {
    if (isGiven(s3.bucket())) {
      // Nothing of the SDK is loaded before this line.
      return S3Store.of(s3, settings.mostDownloads());
    }
    String folder = settings.folder();
    return new FolderStore(
        isGiven(folder)
            ? Path.of(folder)
            : Path.of(home == null ? "" : home).resolve(DEFAULT_FOLDER));
  }

  private static boolean isGiven(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
