package app.countersign.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Times operations. */
final class Stopwatch {
  private Stopwatch() {}

  /** What is timed; it throws when the answer is not the one expected. */
  interface Operation {
    void run(int index) throws Exception;
  }

  /** What each caller has for itself, such as a connection. */
  interface Callers {
    Operation caller(int number) throws Exception;
  }

  /** One after another, by one caller. */
  static Sample time(int count, Operation operation) throws Exception {
    long[] nanos = new long[count];
    long begin = System.nanoTime();
    for (int index = 0; index < count; index++) {
      long start = System.nanoTime();
      operation.run(index);
      nanos[index] = System.nanoTime() - start;
    }
    return Sample.of(nanos, System.nanoTime() - begin);
  }

  /** Each index once, by so many callers at the same time. */
  static Sample time(int callers, int count, Callers each) throws Exception {
    long[] nanos = new long[count];
    AtomicInteger next = new AtomicInteger();
    List<Operation> operations = new ArrayList<>();
    for (int number = 0; number < callers; number++) {
      operations.add(each.caller(number));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
      long begin = System.nanoTime();
      List<Future<Void>> running = new ArrayList<>();
      for (Operation operation : operations) {
        running.add(
            pool.submit(
                () -> {
                  for (int index = next.getAndIncrement();
                      index < count;
                      index = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    operation.run(index);
                    nanos[index] = System.nanoTime() - start;
                  }
                  return null;
                }));
      }
      for (Future<Void> caller : running) {
        caller.get();
      }
      return Sample.of(nanos, System.nanoTime() - begin);
    }
  }
}
