package app.countersign.platform.db.source;

/**
 * The server cannot start as it is set up. The message is one sentence for the person who started
 * it: what is missing or in the way, and what to do; there is no stack trace to read.
 */
public final class StartRefused extends RuntimeException {
  /** What a process that was refused ends with: {@code EX_CONFIG} of sysexits.h. */
  public static final int EXIT_CODE = 78;

  /** Refuses for the reason given in a sentence. */
  public StartRefused(String sentence) {
    super(sentence, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
