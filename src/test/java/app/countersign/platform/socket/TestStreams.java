package app.countersign.platform.socket;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.Wiring;
import app.countersign.platform.stream.ResumableStreams;
import app.countersign.platform.stream.TestRows;
import app.countersign.platform.web.TestLibrary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tests of subscriptions subscribe to, and a switch for who may. */
@Singleton
@Requires(env = "platform")
public final class TestStreams implements GraphQlModule {
  /** Tokens that are good no more. */
  final Set<String> revoked = ConcurrentHashMap.newKeySet();

  /** What became of some tokens' roles. */
  final Map<String, Role> roles = new ConcurrentHashMap<>();

  /** Whoever holds a ticket gets what is submitted here. */
  final SubmissionPublisher<Tick> tickets = new SubmissionPublisher<>();

  /** How many ticks were taken from the publisher. */
  final AtomicLong ticksTaken = new AtomicLong();

  /** Sources that were cancelled. */
  final List<String> cancelled = new CopyOnWriteArrayList<>();

  /** Each load of authors. */
  final List<Set<String>> authorLoads = new CopyOnWriteArrayList<>();

  private final ResumableStreams streams;
  private final TestRows rows;

  TestStreams(ResumableStreams streams, TestRows rows) {
    this.streams = streams;
    this.rows = rows;
  }

  record Tick(int number, @Nullable String text) {}

  /** The actor as of now. */
  public Optional<Actor> standing(String token, Optional<Actor> actor) {
    if (revoked.contains(token)) {
      return Optional.empty();
    }
    return actor.map(
        who ->
            new Actor(
                who.id(),
                who.name(),
                roles.getOrDefault(token, who.role()),
                who.kind(),
                who.sessionId()));
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Tick", Tick.class)
        .batched("author", tick -> tick.number() % 2 == 0 ? "Ada" : "Bea", this::authors)
        .nullable(
            "failed",
            (tick, call) -> {
              throw new IllegalStateException("the password is hunter2");
            });
    wiring.type("Row", TestRows.Row.class);
    wiring.subscription("ticks", this::ticks);
    wiring.subscription("tickets", call -> tickets);
    wiring.subscription("failing", call -> failing(call.text("how")));
    wiring.subscription(
        "rows",
        call -> streams.after(call.require("after", Integer.class), rows.log(call.text("topic"))));
  }

  private Map<String, TestLibrary.Author> authors(Set<String> names) {
    authorLoads.add(Set.copyOf(names));
    return names.stream()
        .collect(Collectors.toMap(name -> name, name -> new TestLibrary.Author(name, "DE", null)));
  }

  private Flow.Publisher<Tick> ticks(Call call) {
    int count = call.require("count", Integer.class);
    String text = "x".repeat(call.require("size", Integer.class));
    return subscriber ->
        subscriber.onSubscribe(
            new Counting(
                subscriber,
                IntStream.rangeClosed(1, count)
                    .mapToObj(number -> new Tick(number, text))
                    .iterator()));
  }

  private final class Counting implements Flow.Subscription {
    private final Flow.Subscriber<? super Tick> subscriber;
    private final Iterator<Tick> ticks;
    private boolean isOver;

    Counting(Flow.Subscriber<? super Tick> subscriber, Iterator<Tick> ticks) {
      this.subscriber = subscriber;
      this.ticks = ticks;
    }

    @Override
    public synchronized void request(long count) {
      for (long i = 0; i < count && !isOver; i++) {
        if (ticks.hasNext()) {
          ticksTaken.incrementAndGet();
          subscriber.onNext(ticks.next());
        }
        if (!ticks.hasNext() && !isOver) {
          isOver = true;
          subscriber.onComplete();
        }
      }
    }

    @Override
    public void cancel() {
      isOver = true;
      cancelled.add("ticks");
    }
  }

  private static Flow.Publisher<Tick> failing(String how) {
    return switch (how) {
      case "open" -> throw new IllegalStateException("the password is hunter2");
      case "forbidden" -> throw new RequestError(RequestErrorCode.FORBIDDEN, "Not yours.");
      case "flood" ->
          subscriber -> {
            subscriber.onSubscribe(new Ignoring());
            for (int i = 0; i < 100; i++) {
              subscriber.onNext(new Tick(i, null));
            }
          };
      case "subscribe" ->
          subscriber -> {
            throw new IllegalStateException("the password is hunter2");
          };
      default ->
          subscriber -> {
            subscriber.onSubscribe(new Ignoring());
            subscriber.onNext(new Tick(1, null));
            subscriber.onError(new IllegalStateException("the password is hunter2"));
          };
    };
  }

  private static final class Ignoring implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
