package app.countersign.platform.socket;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.GraphQlEngine.Opened;
import app.countersign.platform.graphql.GraphQlEngine.Prepared;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestScope;
import app.countersign.platform.socket.LiveEvents.Signal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One query or subscription of a connection, on a virtual thread of its own. Each event is an
 * execution with its own deadline and loaders, for the actor as they stand then; what many are told
 * is executed for one of them.
 */
final class LiveOperation implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("app.countersign.requests");

  private final SocketConnection connection;
  private final SocketServices services;
  private final ClientMessage.Subscribe message;
  private final String requestId = Ids.next().toString();
  private final Thread thread = Thread.ofVirtual().name("socket-operation-", 0).unstarted(this);
  private final byte[] head;
  private final AtomicBoolean hasEnded = new AtomicBoolean();
  private volatile @Nullable LiveEvents live;
  private volatile @Nullable GraphQlAnswer lastAnswer;
  private volatile @Nullable Actor actor;
  private final AtomicInteger events = new AtomicInteger();

  LiveOperation(
      SocketConnection connection, SocketServices services, ClientMessage.Subscribe message) {
    this.connection = connection;
    this.services = services;
    this.message = message;
    this.head = services.messages().head(message.id());
  }

  String id() {
    return message.id();
  }

  void start() {
    services.connections().operationBegan();
    thread.start();
  }

  /** The client wants no more of it, or is gone: nothing more is said. */
  void cancel() {
    if (hasEnded.compareAndSet(false, true)) {
      connection.ended(this);
      // Not interrupted: what it has under way at the database would take the connection with it.
      leave();
    }
  }

  /** Ends it with an error. */
  void refuse(RequestError error) {
    refuse(GraphQlAnswer.refused(error, requestId));
  }

  @Override
  public void run() {
    long startedNanos = System.nanoTime();
    try {
      Prepared prepared = within(this::prepare);
      switch (prepared) {
        case Prepared.Refused(GraphQlAnswer answer) -> refuse(answer);
        case Prepared.Ready ready when ready.isMutation() ->
            refuse(RequestError.badRequest("Mutations are only served by POST."));
        case Prepared.Ready ready when ready.isSubscription() -> subscribe(ready);
        case Prepared.Ready ready -> answer(ready);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      fail(failure);
    } finally {
      cancel();
      services.connections().operationEnded();
      log(startedNanos);
    }
  }

  /** One line for each operation, as for each request over HTTP. */
  private void log(long startedNanos) {
    GraphQlAnswer answer = lastAnswer;
    Actor caller = actor;
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("requestId", requestId)
            .addKeyValue("method", "WEBSOCKET")
            .addKeyValue("path", "/graphql")
            .addKeyValue("events", events.get())
            .addKeyValue(
                "durationMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
    if (caller != null) {
      line = line.addKeyValue("actorId", caller.id().toString());
    }
    if (answer != null && answer.operation() != null) {
      line = line.addKeyValue("operation", answer.operation());
    }
    line.addKeyValue("outcome", answer == null ? "OK" : answer.outcome()).log("request");
  }

  private Prepared prepare(RequestScope scope) {
    Actor caller = scope.actor();
    actor = caller;
    if (caller == null) {
      services.limits().take(connection.address());
    } else {
      services.limits().take(caller);
    }
    return services.engine().prepare(message.request(), scope);
  }

  private void answer(Prepared.Ready ready) throws Exception {
    GraphQlAnswer answer = within(scope -> services.engine().run(ready, scope));
    if (!answer.hasRun()) {
      refuse(answer);
    } else if (next(answer)) {
      complete();
    }
  }

  private void subscribe(Prepared.Ready ready) throws Exception {
    switch (within(scope -> services.engine().open(ready, scope))) {
      case Opened.Refused(GraphQlAnswer answer) -> refuse(answer);
      case Opened.Stream stream -> {
        LiveEvents opened = new LiveEvents(services.engine(), ready, stream, this::sendNow);
        live = opened;
        try {
          opened.begin();
          while (!hasEnded.get()) {
            listen(ready, stream, opened);
          }
        } finally {
          opened.close();
        }
      }
    }
  }

  private void listen(Prepared.Ready ready, Opened.Stream stream, LiveEvents opened)
      throws Exception {
    Signal signal = opened.await(services.configuration().recheckEvery().toNanos());
    switch (signal) {
      case null -> {
        if (!hasEnded.get()) {
          within(scope -> mayStillListen(stream, scope));
        }
      }
      case Signal.Event event -> {
        try {
          answer(event, ready, stream, opened);
        } finally {
          event.abandon();
        }
        opened.goOn();
      }
      case Signal.Failed(Throwable cause) -> fail(cause);
      case Signal.Done() -> complete();
    }
  }

  private void answer(
      Signal.Event event, Prepared.Ready ready, Opened.Stream stream, LiveEvents opened)
      throws Exception {
    GraphQlAnswer answer =
        within(
            scope ->
                services
                    .engine()
                    .event(ready, event.value(), mayStillListen(stream, scope), event.shared()));
    if (next(answer)) {
      opened.requestOne();
    }
  }

  private static RequestScope mayStillListen(Opened.Stream stream, RequestScope scope) {
    stream.demandRole(scope.actor());
    return scope;
  }

  /** Work in the name of the actor as they stand, within its own deadline. */
  private <R> R within(Work<R> work) throws Exception {
    Duration age = services.configuration().standingAge();
    try (Deadline deadline = Deadline.in(services.graphQl().deadline())) {
      return deadline.during(
          () ->
              work.run(
                  new RequestScope(
                      requestId, connection.standing(age), connection.address(), deadline)));
    }
  }

  private interface Work<R> {
    R run(RequestScope scope) throws Exception;
  }

  private boolean next(GraphQlAnswer answer) throws InterruptedException {
    if (hasEnded.get() || !connection.send(services.messages().next(head, answer))) {
      return false;
    }
    sent(answer);
    return true;
  }

  private boolean sendNow(Opened.Stream stream, GraphQlAnswer answer) {
    Actor standing = connection.standingNow(services.configuration().standingAge());
    if (standing == null
        || !stream.allows(standing)
        || !connection.sendNow(services.messages().next(head, answer))) {
      return false;
    }
    sent(answer);
    return true;
  }

  private void sent(GraphQlAnswer answer) {
    lastAnswer = answer;
    events.incrementAndGet();
    services.connections().eventSent();
  }

  private void complete() throws InterruptedException {
    if (hasEnded.compareAndSet(false, true)) {
      connection.ended(this);
      connection.send(services.messages().complete(id()));
    }
  }

  private void fail(Throwable failure) {
    if (hasEnded.get()) {
      return;
    }
    try (Deadline deadline = Deadline.in(services.graphQl().deadline())) {
      RequestScope scope = new RequestScope(requestId, null, deadline);
      refuse(services.errors().requestError(failure, scope));
    }
  }

  private void refuse(GraphQlAnswer answer) {
    if (hasEnded.compareAndSet(false, true)) {
      connection.ended(this);
      leave();
      lastAnswer = answer;
      try {
        connection.send(services.messages().error(id(), answer));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void leave() {
    LiveEvents left = live;
    if (left != null) {
      left.leave();
    }
  }
}
