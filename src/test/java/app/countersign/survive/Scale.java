package app.countersign.survive;

/** How much is tried. */
enum Scale {
  /** Seconds for each promise, in every build. */
  SHORT,
  /** As much as is promised. */
  LONG;

  int of(int few, int many) {
    return this == SHORT ? few : many;
  }
}
