package app.countersign.letter;

import app.countersign.platform.access.Fingerprint;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that letters carry: the subject's id with a keyed hash of it. Nothing of them is
 * stored; whether one is still good, and for what, the subject's own row says.
 */
@Singleton
public class LetterTokens {
  private static final int ID_BYTES = 16;
  private static final int LONGEST = 200;

  private final Fingerprint fingerprint;

  LetterTokens(Fingerprint fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** The token of a letter of the kind about the subject; always the same. */
  public String token(LetterKind kind, UUID subjectId) {
    byte[] hash = fingerprint.of(signed(kind, subjectId));
    ByteBuffer token = ByteBuffer.allocate(ID_BYTES + hash.length);
    token.putLong(subjectId.getMostSignificantBits());
    token.putLong(subjectId.getLeastSignificantBits());
    token.put(hash);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** The subject whose token it is; null where it is no token of a letter of this kind. */
  public @Nullable UUID subject(LetterKind kind, String token) {
    if (token.length() > LONGEST) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.strip());
    } catch (IllegalArgumentException _) {
      return null;
    }
    if (bytes.length <= ID_BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    UUID subjectId = new UUID(buffer.getLong(), buffer.getLong());
    byte[] hash = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    return fingerprint.isOf(hash, signed(kind, subjectId)) ? subjectId : null;
  }

  private static byte[] signed(LetterKind kind, UUID subjectId) {
    return "letter %s %s".formatted(kind, subjectId).getBytes(StandardCharsets.UTF_8);
  }
}
