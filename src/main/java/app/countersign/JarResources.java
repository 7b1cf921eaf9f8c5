package app.countersign;

import io.micronaut.core.io.scan.DefaultClassPathResourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Optional;

/**
 * Reads resources out of the jar that is open already. The framework's own loader mounts the jar as
 * a file system for each resource, reading its directory of tens of thousands of files anew.
 */
final class JarResources extends DefaultClassPathResourceLoader {
  JarResources(ClassLoader classLoader) {
    super(classLoader);
  }

  @Override
  public Optional<InputStream> getResourceAsStream(String path) {
    return isInJar(path)
        ? Optional.ofNullable(getClassLoader().getResourceAsStream(name(path)))
        : super.getResourceAsStream(path);
  }

  @Override
  public Optional<URL> getResource(String path) {
    return isInJar(path)
        ? Optional.ofNullable(getClassLoader().getResource(name(path)))
        : super.getResource(path);
  }

  /** Whether it is a file in a jar; all else, directories too, is for the framework's loader. */
  private boolean isInJar(String path) {
    URL place = getClassLoader().getResource(name(path));
    if (place == null || !place.getProtocol().equals("jar") || path.contains("..")) {
      return false;
    }
    try {
      return place.openConnection() instanceof JarURLConnection jar
          && jar.getJarEntry() != null
          && !jar.getJarEntry().isDirectory();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String name(String path) {
    String plain = path.startsWith("classpath:") ? path.substring("classpath:".length()) : path;
    return plain.startsWith("/") ? plain.substring(1) : plain;
  }
}
