package app.countersign.survive;

import app.countersign.platform.db.Json;
import app.countersign.survive.Desk.Person;
import app.countersign.testing.process.KeptConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The desk at work: of five calls four read a page of the queue and one approves an item. Either a
 * number of callers each waits for its answer before it asks again, or calls come at a rate
 * whatever became of the ones before, each on a connection that is free or a new one.
 */
final class Traffic implements AutoCloseable {
  private static final String QUEUE =
      """
      query Queue { recommendations(filter: {status: [PENDING]}, orderBy: FAIREST, first: 20) {
        nodes { id version priority type title rationale personaPrimary status createdAt updatedAt } } }
      """;
  private static final String APPROVE =
      """
      mutation Approve($input: ApproveInput!) { approve(input: $input) {
        recommendation { id version status } userErrors { code message } } }
      """;
  private static final int CALLS_PER_APPROVAL = 5;
  private static final Pattern RETRY_AFTER = Pattern.compile("\"retryAfterSeconds\":[1-9]");
  private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"[^\"]+\"");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As many as wait for an answer at once; more would be the harness's end, not the server's. */
  private static final int MOST_CONNECTIONS = 2_000;

  private final URI server;
  private final Person person;
  private final List<UUID> items;
  private final AtomicInteger nextItem = new AtomicInteger();
  private final AtomicLong nextCall = new AtomicLong();
  private final byte[] page = body(QUEUE, Map.of());
  private final ConcurrentLinkedDeque<KeptConnection> free = new ConcurrentLinkedDeque<>();
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

  Traffic(URI server, Person person, List<UUID> items) {
    this.server = server;
    this.person = person;
    this.items = items;
  }

  /** So many callers, each asking again as soon as it is answered. */
  Tally closed(int callers, Duration time) {
    Tally tally = new Tally();
    long end = tally.begin() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        threads.submit(
            () -> {
              while (System.nanoTime() < end) {
                call(tally);
              }
            });
      }
    }
    tally.end();
    return tally;
  }

  /**
   * So many calls a second, whatever became of those before; fewer only where there is no place.
   */
  Tally open(double perSecond, Duration time) {
    Tally tally = new Tally();
    long begun = tally.begin();
    long calls = Math.round(perSecond * time.toMillis() / 1000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long number = 0; number < calls; number++) {
        long due = begun + Math.round(number * 1e9 / perSecond);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        places.acquireUninterruptibly();
        threads.submit(
            () -> {
              try {
                call(tally);
              } finally {
                places.release();
              }
            });
      }
      tally.sent();
    }
    tally.end();
    return tally;
  }

  @Override
  public void close() throws IOException {
    for (KeptConnection connection = free.poll(); connection != null; connection = free.poll()) {
      connection.close();
    }
  }

  private void call(Tally tally) {
    byte[] request = request();
    try {
      KeptConnection connection = free.poll();
      if (connection == null) {
        connection = new KeptConnection(server, person.token());
        connection.patience(PATIENCE);
      }
      long sent = System.nanoTime();
      int status = connection.send(request);
      long nanos = System.nanoTime() - sent;
      String text = connection.text();
      free.push(connection);
      if (status == 200 && !text.contains("\"errors\":") && !text.contains("\"code\":")) {
        tally.admitted(nanos);
      } else if (isClearRefusal(status, text)) {
        tally.shed(nanos);
      } else {
        tally.failed(status + " " + text.substring(0, Math.min(300, text.length())));
      }
    } catch (IOException broken) {
      tally.failed(broken.toString());
    }
  }

  private byte[] request() {
    if (nextCall.getAndIncrement() % CALLS_PER_APPROVAL == 0) {
      int item = nextItem.getAndIncrement();
      if (item < items.size()) {
        return body(
            APPROVE, Map.of("input", Map.of("recommendationId", items.get(item).toString())));
      }
    }
    return page;
  }

  /** Whether it says what it is, and when to come again. */
  static boolean isClearRefusal(int status, String text) {
    // Looked at as text: what the caller spends, on the same processors, is the server's to lack.
    return status == 503
        && text.startsWith("{\"errors\":[{")
        && text.contains("\"code\":\"UNAVAILABLE\"")
        && RETRY_AFTER.matcher(text).find()
        && REQUEST_ID.matcher(text).find();
  }

  private static byte[] body(String document, Map<String, ?> variables) {
    return Json.write(Map.of("query", document, "variables", variables))
        .getBytes(StandardCharsets.UTF_8);
  }
}
