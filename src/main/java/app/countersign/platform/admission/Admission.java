package app.countersign.platform.admission;

import app.countersign.platform.graphql.RequestError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server's answers fast past its limit: what it cannot do soon it refuses at once, by a
 * refusal that says when to come again. Health, metrics, WebSockets and the server's own work do
 * not pass here; they have limits of their own and what the running requests leave of the pool.
 */
@Singleton
public final class Admission {
  private final Gate gate;
  private final long longestNanos;
  private final Counter shed;

  Admission(AdmissionConfiguration configuration, MeterRegistry registry) {
    this.gate = new Gate(configuration.running(), configuration.waiting());
    this.longestNanos = configuration.longestWait().toNanos();
    this.shed =
        Counter.builder("graphql.admission.shed")
            .description("Requests refused because the server had too much to do")
            .register(registry);
    Gauge.builder("graphql.admission.running", gate, Gate::running)
        .description("Requests that are worked on")
        .register(registry);
    Gauge.builder("graphql.admission.waiting", gate, Gate::waiting)
        .description("Requests that wait to be worked on")
        .register(registry);
  }

  /**
   * The way in for a request that came at this time ({@link System#nanoTime}); null when it has to
   * be refused.
   */
  public @Nullable Pass enter(long cameNanos) {
    try {
      return gate.enter(longestNanos - (System.nanoTime() - cameNanos));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /**
   * A request that begins to come. Once all of it is here it {@link Arrival#setOut sets out}, and
   * counts as waiting until it is at the gate: else many that come at once would all find room.
   */
  public Arrival announce() {
    return gate.announce();
  }

  /** Whether a request that begins to come now has to be refused, those on the way counted. */
  public boolean turnsAway() {
    return gate.turnsAway();
  }

  /** Whether a request that is at the gate now would be refused. */
  public boolean isFull() {
    return gate.isFull();
  }

  /** What those who are sent away are told; counts one. */
  public RequestError refusal() {
    shed.increment();
    return RequestError.comeAgain("runningRequests", "The server has too much to do.");
  }
}
