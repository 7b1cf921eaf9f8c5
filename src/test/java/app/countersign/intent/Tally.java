package app.countersign.intent;

/** Hits, false alarms and misses, counted. */
final class Tally {
  private int hits;
  private int falseAlarms;
  private int misses;

  void add(boolean wanted, boolean found) {
    hits += wanted && found ? 1 : 0;
    falseAlarms += !wanted && found ? 1 : 0;
    misses += wanted && !found ? 1 : 0;
  }

  void add(int hit, int wanted, int found) {
    hits += hit;
    falseAlarms += found - hit;
    misses += wanted - hit;
  }

  double precision() {
    return hits + falseAlarms == 0 ? 1 : (double) hits / (hits + falseAlarms);
  }

  double recall() {
    return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
  }

  double f1() {
    return hits == 0 ? 0 : 2.0 * hits / (2.0 * hits + falseAlarms + misses);
  }

  /** The cells of a Markdown row. */
  String row() {
    return String.format(
        java.util.Locale.ROOT,
        "%d | %d | %d | %.3f | %.3f | %.3f",
        hits + misses,
        hits,
        falseAlarms,
        precision(),
        recall(),
        f1());
  }
}
