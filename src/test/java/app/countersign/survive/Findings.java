package app.countersign.survive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What was tried and what was found; for many threads. */
final class Findings {
  private static final int KEPT = 20;

  private final AtomicLong cases = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, String> figures = new LinkedHashMap<>();

  /** One case: it holds, or this was found. */
  void hold(boolean isKept, String found) {
    cases.incrementAndGet();
    if (!isKept) {
      fail(found);
    }
  }

  /** As many cases that all held. */
  void held(long more) {
    cases.addAndGet(more);
  }

  /** A case that was counted before did not hold. */
  void fail(String found) {
    failed.incrementAndGet();
    synchronized (this) {
      if (failures.size() < KEPT) {
        failures.add(found);
      }
    }
  }

  /** Something measured on the way. */
  synchronized void figure(String name, String value) {
    figures.put(name, value);
  }

  long cases() {
    return cases.get();
  }

  long failed() {
    return failed.get();
  }

  /** The first that were found. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized Map<String, String> figures() {
    return new LinkedHashMap<>(figures);
  }
}
