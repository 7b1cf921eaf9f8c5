package app.countersign.identity;

import app.countersign.platform.db.source.Origin;
import app.countersign.platform.db.source.ProductionRequirements;
import app.countersign.platform.db.source.StartRefused;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that access tokens are signed with: the current one, and the one before while its tokens
 * may still be about. Each follows from a secret, which it does not show, and has an id that names
 * it in a token. Outside of production a secret is made up where none is given: kept beside an
 * embedded database, else for as long as the process lives.
 */
@Context
class SigningKeys {
  private static final int SHORTEST_SECRET_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final String FILE = "signing-secret";

  private final List<Key> keys;

  /**
   * One key.
   *
   * @param id names it in the tokens it signed
   */
  @SuppressWarnings("ArrayRecordComponent") // goes to the signer as it is, is never compared
  record Key(String id, byte[] secret) {
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  SigningKeys(
      @Nullable @Property(name = "countersign.signing-secret") String secret,
      @Nullable @Property(name = "countersign.previous-signing-secret") String previous,
      Environment environment,
      Optional<Origin> origin) {
    String current =
        given("COUNTERSIGN_SIGNING_SECRET", secret).orElseGet(() -> madeUp(environment, origin));
    this.keys =
        Stream.concat(
                Stream.of(current), given("COUNTERSIGN_PREVIOUS_SIGNING_SECRET", previous).stream())
            .map(SigningKeys::key)
            .toList();
  }

  Key current() {
    return keys.getFirst();
  }

  /** The current one first. */
  List<Key> all() {
    return keys;
  }

  Optional<Key> byId(@Nullable String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static Optional<String> given(String variable, @Nullable String secret) {
    if (secret == null || secret.isBlank()) {
      return Optional.empty();
    }
    if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
      throw new StartRefused(
          "%s is shorter than %d bytes.".formatted(variable, SHORTEST_SECRET_BYTES));
    }
    return Optional.of(secret);
  }

  private static String madeUp(Environment environment, Optional<Origin> origin) {
    if (environment.getActiveNames().contains(ProductionRequirements.PRODUCTION)) {
      throw new StartRefused(
          "Countersign does not start in production without COUNTERSIGN_SIGNING_SECRET.");
    }
    return origin.orElse(null) instanceof Origin.Embedded(Path directory, int _)
        ? kept(directory.resolve(FILE))
        : OpaqueToken.random("").text();
  }

  private static String kept(Path file) {
    try {
      try {
        var onlyOwner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(onlyOwner));
        Files.writeString(file, OpaqueToken.random("").text(), StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException _) {
        // Made at an earlier start.
      }
      return given(file.toString(), Files.readString(file).strip())
          .orElseThrow(() -> new StartRefused(file + " is empty: delete it."));
    } catch (IOException problem) {
      throw new StartRefused("%s cannot be used: %s".formatted(file, problem.getMessage()));
    }
  }

  // Other things follow from the same secret, so that no two uses share a key.
  private static Key key(String secret) {
    byte[] id = Arrays.copyOf(derive(secret, "token key id"), ID_BYTES);
    return new Key(
        Base64.getUrlEncoder().withoutPadding().encodeToString(id),
        derive(secret, "token signature"));
  }

  private static byte[] derive(String secret, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HmacSHA256 is part of every Java platform.", impossible);
    }
  }
}
