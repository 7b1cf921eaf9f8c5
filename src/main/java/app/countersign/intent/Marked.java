package app.countersign.intent;

/** The tokens of a message, and which of them a reader has taken already. */
final class Marked {
  private final Tokens tokens;
  private final boolean[] taken;

  Marked(Tokens tokens) {
    this.tokens = tokens;
    this.taken = new boolean[tokens.size()];
  }

  Tokens tokens() {
    return tokens;
  }

  int size() {
    return taken.length;
  }

  /** Whether no token from one to another, the last exclusive, is taken. */
  boolean free(int from, int to) {
    for (int place = Math.max(from, 0); place < Math.min(to, taken.length); place++) {
      if (taken[place]) {
        return false;
      }
    }
    return true;
  }

  /** Takes tokens, the last exclusive. */
  Cue take(int from, int to) {
    for (int place = from; place < to; place++) {
      taken[place] = true;
    }
    return tokens.cue(from, to);
  }
}
