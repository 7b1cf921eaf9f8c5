package app.countersign.bench.desk;

import app.countersign.testing.process.KeptConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that ask one after another, each on a connection of its own, until a time is over or
 * nothing is left to ask.
 */
final class Load {
  private final URI server;
  private final String token;
  private final int clients;

  Load(URI server, String token, int clients) {
    this.server = server;
    this.token = token;
    this.clients = clients;
  }

  /** The body of the call with this number; null when there is nothing left to ask for. */
  interface Requests {
    byte[] of(long number);
  }

  Rate run(Duration time, Requests requests) throws Exception {
    AtomicLong next = new AtomicLong();
    long started = System.nanoTime();
    long end = started + time.toNanos();
    List<Future<long[]>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int number = 0; number < clients; number++) {
        callers.add(threads.submit(() -> call(end, next, requests)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> caller : callers) {
        all.add(caller.get());
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      return Rate.of(all.stream().flatMapToLong(Arrays::stream).toArray(), seconds);
    }
  }

  private long[] call(long end, AtomicLong next, Requests requests) throws Exception {
    long[] nanos = new long[1024];
    int count = 0;
    try (KeptConnection connection = new KeptConnection(server, token)) {
      while (System.nanoTime() < end) {
        byte[] request = requests.of(next.getAndIncrement());
        if (request == null) {
          break;
        }
        long begun = System.nanoTime();
        connection.ask(request);
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = System.nanoTime() - begun;
      }
    }
    return Arrays.copyOf(nanos, count);
  }
}
