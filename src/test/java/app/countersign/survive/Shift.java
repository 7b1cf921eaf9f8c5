package app.countersign.survive;

import app.countersign.survive.Journal.Done;
import app.countersign.testing.process.Caller;
import app.countersign.testing.process.Caller.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * People at work with all that the desk offers, each on items of their own. What is not answered,
 * or not now, is asked for again with the same key until it is done.
 */
final class Shift {
  private static final Pattern INSIDES =
      Pattern.compile(
          "(?i)\\b(select|insert into|update .* set|delete"
              + " from)\\b|sqlstate|postgres|hikari|java\\.|exception");
  private static final List<String> TYPED = List.of("UNAVAILABLE", "TIMEOUT");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int BULK = 5;
  private static final String TEXT =
      "Your card is at 68 % of its limit, because its balance is $3,400 of $5,000.";

  private final URI server;
  private final List<Desk.Person> people;
  private final Journal journal;
  private final Findings findings;
  private final Queue<UUID> items;
  private final AtomicInteger left = new AtomicInteger();
  private volatile int kept;
  private final Random random;
  private final String name;
  private final AtomicInteger keys = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> working = new ArrayList<>();

  /**
   * @param name tells its keys from those of others
   * @param items pending ones that nobody else works on
   */
  Shift(
      String name,
      URI server,
      List<Desk.Person> people,
      List<UUID> items,
      Journal journal,
      Findings findings) {
    this.name = name;
    this.server = server;
    this.people = people;
    this.items = new ConcurrentLinkedQueue<>(items);
    this.journal = journal;
    this.findings = findings;
    this.random = new Random(name.hashCode());
  }

  /**
   * Begins.
   *
   * @param mutations about as many are done
   * @param keep as many of them are left until {@link #end}
   */
  void begin(int mutations, int keep) {
    left.set(mutations);
    kept = keep;
    people.forEach(person -> working.add(threads.submit(() -> work(person))));
  }

  /** Has the rest done, and waits for it. */
  void end() throws Exception {
    kept = 0;
    for (Future<?> one : working) {
      one.get();
    }
    threads.close();
  }

  private Void work(Desk.Person person) throws Exception {
    try (Caller caller = new Caller(server, person.token())) {
      while (left.get() > 0) {
        if (left.get() <= kept) {
          Thread.sleep(5);
        } else {
          item(new Worker(caller));
        }
      }
    }
    return null;
  }

  private UUID next() {
    UUID item = items.poll();
    if (item == null) {
      throw new IllegalStateException("the shift has too few items");
    }
    return item;
  }

  private void item(Worker worker) throws Exception {
    UUID item = next();
    switch (random.nextInt(8)) {
      case 0 -> worker.about(Act.APPROVE, item);
      case 1 -> {
        worker.about(Act.APPROVE, item);
        worker.about(Act.UNDO, item);
      }
      case 2 -> {
        worker.reasoned(Act.FLAG, item);
        worker.resolve(item);
        worker.about(Act.APPROVE, item);
      }
      case 3 -> {
        worker.reasoned(Act.REJECT, item);
        worker.about(Act.UNDO, item);
      }
      case 4 -> {
        worker.about(Act.CLAIM, item);
        worker.about(Act.APPROVE, item);
      }
      case 5 -> {
        worker.about(Act.ADD_NOTE, item, "text", "Read with care.");
        worker.about(Act.MODIFY, item, "rationale", TEXT + " Item " + item + ".");
        worker.about(Act.APPROVE, item);
      }
      case 6 -> {
        worker.about(Act.CLAIM, item);
        worker.about(Act.RELEASE, item);
        worker.about(Act.ADD_TAG, item, "tag", "EDGE_CASE");
        worker.reasoned(Act.FLAG, item);
      }
      default -> worker.bulk(item);
    }
  }

  private final class Worker {
    private final Caller caller;
    private String flag = "";

    private Worker(Caller caller) {
      this.caller = caller;
    }

    private void about(Act act, UUID item, Object... more) throws Exception {
      Map<String, Object> input = new HashMap<>();
      input.put("recommendationId", item);
      for (int index = 0; index < more.length; index += 2) {
        input.put(more[index].toString(), more[index + 1]);
      }
      until(act, input, List.of(item));
    }

    private void reasoned(Act act, UUID item) throws Exception {
      about(act, item, "reason", "It has to be looked at again.");
    }

    private void resolve(UUID item) throws Exception {
      until(
          Act.RESOLVE_FLAG,
          Map.of("flagId", flag, "resolution", "Nothing was found."),
          List.of(item));
    }

    private void bulk(UUID first) throws Exception {
      List<UUID> several = new ArrayList<>(List.of(first));
      while (several.size() < BULK) {
        several.add(next());
      }
      until(Act.BULK_APPROVE, Map.of("recommendationIds", several), several);
    }

    /** Until it is done, or refused for a reason of the desk's. */
    private void until(Act act, Map<String, Object> wanted, List<UUID> about) throws Exception {
      Map<String, Object> input = new HashMap<>(wanted);
      String key = name + "-" + keys.incrementAndGet();
      input.put("idempotencyKey", key);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        Answer answer = once(act, input);
        if (answer != null && answer.error() == null) {
          told(act, key, input, about, answer);
          return;
        }
        Thread.sleep(20);
      }
      findings.hold(false, "%s %s of %s was never done".formatted(act, key, about));
    }

    /** Null where it is not known or certain that it is done. */
    private @Nullable Answer once(Act act, Map<String, Object> input) throws InterruptedException {
      long begun = System.nanoTime();
      try {
        Answer answer = caller.ask(act.document(), Map.of("input", input));
        String error = answer.error();
        if (error != null) {
          journal.troubled(error, begun);
          String text = answer.body().path("errors").path(0).path("message").asText();
          findings.hold(
              TYPED.contains(error) && !INSIDES.matcher(text).find(),
              "%s %s was answered %s".formatted(act, input, answer));
        }
        return answer;
      } catch (IOException broken) {
        journal.troubled("no answer", begun);
        return null;
      } finally {
        journal.took(System.nanoTime() - begun);
      }
    }

    private void told(
        Act act, String key, Map<String, Object> input, List<UUID> about, Answer answer) {
      if (answer.refusal() != null) {
        journal.refused(answer.refusal());
        return;
      }
      left.decrementAndGet();
      JsonNode field = answer.field();
      flag = field.path("flag").path("id").asText(flag);
      journal.acknowledged(new Done(key, act, input, field.toString(), System.nanoTime()), about);
      Journal.items(answer).forEach(journal::stands);
    }
  }
}
