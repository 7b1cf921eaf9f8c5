package app.countersign.letter;

import java.util.Locale;
import java.util.Set;

/** The kinds of letters, each with a template of its own. */
public enum LetterKind {
  /** Proves an address. Facts: {@code name}. */
  VERIFY_EMAIL(true, true, "name"),
  /** Sets a new password. Facts: {@code name}. */
  RESET_PASSWORD(true, true, "name"),
  /** Somebody tried to sign up with an address that has an account. No facts. */
  ADDRESS_TAKEN(true, false),
  /** Invites into a group. Facts: {@code inviter}, {@code group}. */
  GROUP_INVITATION(true, true, "inviter", "group"),
  /** A tracked price reached its target. Facts: {@code product}, {@code price}, {@code target}. */
  PRICE_ALERT(false, false, "product", "price", "target"),
  /** An operator approved something for the reader. Facts: {@code title}. */
  RECOMMENDATION(false, false, "title");

  private final boolean necessary;
  private final boolean withToken;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> facts;

  LetterKind(boolean necessary, boolean withToken, String... facts) {
    this.necessary = necessary;
    this.withToken = withToken;
    this.facts = Set.of(facts);
  }

  /** Whether it goes out whatever the reader's settings say. */
  public boolean isNecessary() {
    return necessary;
  }

  /** Whether it carries a token. */
  public boolean hasToken() {
    return withToken;
  }

  /** The names of the facts that its template tells. */
  public Set<String> facts() {
    return facts;
  }

  /** Its name in file names and links: {@code verify-email}. */
  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
