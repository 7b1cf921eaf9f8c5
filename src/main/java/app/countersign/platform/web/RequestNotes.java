package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the log shall say of a request when it is answered; holds no personal data. */
final class RequestNotes {
  private static final String ATTRIBUTE = "countersign.notes";

  private final long startedNanos = System.nanoTime();
  private volatile @Nullable Actor actor;
  private volatile @Nullable String operation;
  private volatile @Nullable String outcome;
  private volatile boolean isShed;

  private RequestNotes() {}

  static RequestNotes of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, RequestNotes.class)
        .orElseGet(
            () -> {
              RequestNotes notes = new RequestNotes();
              request.setAttribute(ATTRIBUTE, notes);
              return notes;
            });
  }

  long startedNanos() {
    return startedNanos;
  }

  @Nullable Actor actor() {
    return actor;
  }

  void actor(Actor caller) {
    this.actor = caller;
  }

  @Nullable String operation() {
    return operation;
  }

  @Nullable String outcome() {
    return outcome;
  }

  /** Names what is asked for before it is known how that ends. */
  void operation(String name) {
    this.operation = name;
  }

  void answered(@Nullable String operationName, String how) {
    this.operation = operationName;
    this.outcome = how;
  }

  /** It was sent away unread because there was too much to do: counted, not told one by one. */
  void shed(String how) {
    this.outcome = how;
    this.isShed = true;
  }

  boolean isShed() {
    return isShed;
  }
}
