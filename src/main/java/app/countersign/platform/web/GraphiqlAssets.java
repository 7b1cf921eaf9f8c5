package app.countersign.platform.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the GraphiQL page, read from the classpath once and kept. */
@Singleton
final class GraphiqlAssets {
  private static final String ROOT = "/graphiql/";
  private static final Pattern FILE_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+");
  private static final Pattern VERSIONED = Pattern.compile(".*-\\d+\\.\\d+\\.\\d+\\..*");
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml; charset=utf-8");

  private final Map<String, Asset> kept = new ConcurrentHashMap<>();

  /**
   * One file as it is served.
   *
   * @param entityTag a weak one, because the server may compress the bytes on their way
   * @param isVersioned the file's name carries its version, so that its content never changes
   */
  @SuppressWarnings("ArrayRecordComponent") // The bytes go to the socket as they are.
  record Asset(byte[] content, String contentType, String entityTag, boolean isVersioned) {}

  /** The asset of that name, or empty when there is none or the name is not a plain file name. */
  Optional<Asset> find(String name) {
    String contentType = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (contentType == null || !FILE_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Asset known = kept.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    return read("assets/" + name)
        .map(content -> new Asset(content, contentType, entityTag(content), isVersioned(name)))
        .map(asset -> keep(name, asset));
  }

  /**
   * A page of ours.
   *
   * @throws IllegalStateException when the build left it out
   */
  byte[] page(String name) {
    return read(name)
        .orElseThrow(() -> new IllegalStateException("The server lacks its page " + name));
  }

  private Asset keep(String name, Asset asset) {
    kept.put(name, asset);
    return asset;
  }

  private static boolean isVersioned(String name) {
    return VERSIONED.matcher(name).matches();
  }

  private static String entityTag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<byte[]> read(String path) {
    try (InputStream stream = GraphiqlAssets.class.getResourceAsStream(ROOT + path)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
