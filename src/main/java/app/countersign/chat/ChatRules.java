package app.countersign.chat;

import app.countersign.platform.access.Allowance;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the inputs of chats must be, and how they are refused. */
final class ChatRules {
  static final int MOST_MEMBERS = 50;
  static final int MOST_PENDING = 100;
  static final int MOST_AT_ONCE = 20;
  static final int LONGEST_MESSAGE = 4_000;
  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_EMAIL = 254;
  // Printable ASCII, which lower case is the same of for the server and for the database.
  private static final Pattern EMAIL = Pattern.compile("[!-?A-~]{1,64}@[!-?A-~]+");

  private ChatRules() {}

  /** A name without blanks around it. */
  static String title(String title) {
    String stripped = title.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length == 0
        || length > LONGEST_TITLE
        || stripped.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid("A name has 1 to %d characters.".formatted(LONGEST_TITLE), "title");
    }
    return stripped;
  }

  static void demandText(String text) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > LONGEST_MESSAGE) {
      throw invalid(
          "A message has 1 to %,d characters and is not blank.".formatted(LONGEST_MESSAGE), "text");
    }
  }

  /** An address as it is stored and compared. */
  static String address(String email, String... path) {
    String address = email.strip();
    if (address.length() > LONGEST_EMAIL || !EMAIL.matcher(address).matches()) {
      throw invalid("This is not an e-mail address.", path);
    }
    return address.toLowerCase(Locale.ROOT);
  }

  static void demand(Allowance allowance) {
    if (!allowance.allowed()) {
      throw notAllowed(String.valueOf(allowance.reason()), "chatId");
    }
  }

  static void demandVersion(Chat chat, @Nullable Integer expectedVersion) {
    if (expectedVersion != null && expectedVersion != chat.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The chat has changed meanwhile.",
                      "input",
                      "expectedVersion")
                  .at(chat.version(), null)));
    }
  }

  static RefusedException noChat() {
    return refused(UserErrorCode.NOT_FOUND, "There is no such chat.", "chatId");
  }

  static RefusedException invalid(String message, String... path) {
    return refused(UserErrorCode.INVALID_INPUT, message, path);
  }

  static RefusedException notAllowed(String message, String... path) {
    return refused(UserErrorCode.NOT_ALLOWED, message, path);
  }

  /** A refusal; the path is what stands behind {@code input}. */
  static RefusedException refused(UserErrorCode code, String message, String... path) {
    String[] whole = new String[path.length + 1];
    whole[0] = "input";
    System.arraycopy(path, 0, whole, 1, path.length);
    return RefusedException.of(code, message, whole);
  }
}
