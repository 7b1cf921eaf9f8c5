package app.countersign.platform.web;

import java.util.Map;

/** What became of one line; written as JSON, in a line of its own. */
public interface NdjsonAnswer {
  /** What it adds to the counts by which the log sums up a stream. */
  Map<String, Long> counts();
}
