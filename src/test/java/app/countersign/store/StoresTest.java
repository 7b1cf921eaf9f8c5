package app.countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoresTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static S3Configuration bucket(@Nullable String name) {
    return new S3Configuration(name, "eu-central-1", null, false, SECOND, SECOND, SECOND, 1);
  }

  private static ObjectStore store(
      @Nullable String folder, @Nullable String bucket, @Nullable String home) {
    return new Stores().store(new StoreConfiguration(folder, 3), bucket(bucket), home);
  }

  private static Path root(ObjectStore store) {
    return ((FolderStore) store).root();
  }

  @Test
  void withoutABucketDocumentsAreInAFolder() {
    assertThat(root(store(null, null, null))).isEqualTo(Path.of("data/documents").toAbsolutePath());
    assertThat(root(store("", " ", "/srv/countersign")))
        .isEqualTo(Path.of("/srv/countersign/data/documents"));
    assertThat(root(store("/srv/files", "", "/srv/countersign"))).isEqualTo(Path.of("/srv/files"));
  }

  @Test
  void aNamedBucketTakesTheFoldersPlace() {
    try (ObjectStore store = store("/srv/files", "contracts", null)) {
      assertThat(store).isInstanceOf(S3Store.class);
    }
  }

  @Test
  void withoutABucketNothingOfTheSdkIsLoaded() throws Exception {
    try (Watched classes = new Watched()) {
      Object folder = storeBy(classes, null);

      assertThat(folder.getClass().getName()).isEqualTo(FolderStore.class.getName());
      assertThat(classes.ofTheSdk).isEmpty();

      try (AutoCloseable bucket = (AutoCloseable) storeBy(classes, "contracts")) {
        assertThat(bucket.getClass().getName()).isEqualTo(S3Store.class.getName());
        assertThat(classes.ofTheSdk).isNotEmpty();
      }
    }
  }

  private static Object storeBy(ClassLoader classes, @Nullable String bucket) throws Exception {
    Object settings = made(classes, StoreConfiguration.class, "/srv/files", 3);
    Object s3 =
        made(
            classes,
            S3Configuration.class,
            bucket,
            "us-east-1",
            null,
            false,
            SECOND,
            SECOND,
            SECOND,
            1);
    Object stores = made(classes, Stores.class);
    Method method =
        Arrays.stream(stores.getClass().getDeclaredMethods())
            .filter(declared -> declared.getName().equals("store"))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method.invoke(stores, settings, s3, null);
  }

  private static Object made(ClassLoader classes, Class<?> type, @Nullable Object... arguments)
      throws Exception {
    Constructor<?> constructor = classes.loadClass(type.getName()).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }

  /** Loads everything itself and notes what is Amazon's. */
  private static final class Watched extends URLClassLoader {
    private final List<String> ofTheSdk = new CopyOnWriteArrayList<>();

    Watched() throws MalformedURLException {
      super(classPath(), getPlatformClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
      List<URL> places = new ArrayList<>();
      for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
        places.add(new File(place).toURI().toURL());
      }
      return places.toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("software.amazon")) {
        ofTheSdk.add(name);
      }
      return super.findClass(name);
    }
  }
}
