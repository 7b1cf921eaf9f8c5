package app.countersign.survive;

/** Something that is promised, and the cases in which it might turn out a lie. */
interface Promise {
  /** The promise in a sentence. */
  String words();

  /** Tries to break it. */
  void check(Stage stage, Findings findings) throws Exception;
}
