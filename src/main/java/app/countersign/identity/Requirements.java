package app.countersign.identity;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of accounts and tokens must be; each check tells what is wrong, or null. */
final class Requirements {
  static final int LONGEST_PASSWORD = 200;
  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TOKEN_NAME = 100;
  private static final int MOST_DAYS = 365;
  // Printable ASCII, which lower case is the same of for the server and for the database.
  private static final Pattern EMAIL = Pattern.compile("[!-?A-~]{1,64}@[!-?A-~]+");

  private Requirements() {}

  /** Refuses with everything that is wrong. */
  static void check(@Nullable UserError... problems) {
    List<UserError> found = Arrays.stream(problems).filter(Objects::nonNull).toList();
    if (!found.isEmpty()) {
      throw new RefusedException(found);
    }
  }

  /** The form in which an address is stored and compared. */
  static String normalized(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  static @Nullable UserError email(String email) {
    String address = email.strip();
    return address.length() <= LONGEST_EMAIL && EMAIL.matcher(address).matches()
        ? null
        : invalid("This is not an e-mail address.", "email");
  }

  static @Nullable UserError name(String name) {
    return text(name, LONGEST_NAME);
  }

  static @Nullable UserError tokenName(String name) {
    return text(name, LONGEST_TOKEN_NAME);
  }

  /** A new password; none is fine as well. */
  static @Nullable UserError newPassword(@Nullable String password, String field) {
    return password == null
            || (password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD)
        ? null
        : invalid(
            "A password has %d to %d characters.".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD),
            field);
  }

  /** A password to sign in with: long ones are refused before they cost anything. */
  static @Nullable UserError password(String password, String field) {
    return password.length() <= LONGEST_PASSWORD
        ? null
        : invalid("A password has at most %d characters.".formatted(LONGEST_PASSWORD), field);
  }

  /** A role at the desk; none is fine as well. */
  static @Nullable UserError deskRole(@Nullable Role role) {
    return role == Role.CUSTOMER
        ? invalid("Customers sign up themselves; nobody at the desk is one.", "role")
        : null;
  }

  static @Nullable UserError days(int days) {
    return days >= 1 && days <= MOST_DAYS
        ? null
        : invalid("A token works for 1 to %d days.".formatted(MOST_DAYS), "expiresInDays");
  }

  private static @Nullable UserError text(String name, int longest) {
    String stripped = name.strip();
    boolean isPrintable =
        stripped
            .codePoints()
            .noneMatch(
                point ->
                    Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE);
    return !stripped.isEmpty() && stripped.length() <= longest && isPrintable
        ? null
        : invalid("A name has 1 to %d characters.".formatted(longest), "name");
  }

  private static UserError invalid(String message, String field) {
    return UserError.of(UserErrorCode.INVALID_INPUT, message, "input", field);
  }
}
