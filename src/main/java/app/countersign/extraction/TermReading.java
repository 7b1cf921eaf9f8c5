package app.countersign.extraction;

import app.countersign.contract.ContractDocument;
import app.countersign.document.DocumentText;
import app.countersign.extraction.Extractions.Prepared;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reading of a text or has it read by one caller at a time; whoever comes meanwhile waits
 * for that one's.
 */
@Singleton
class TermReading {
  private static final long PAUSE_MILLIS = 25;
  // What storing and answering need of a request's time.
  private static final Duration RESERVE = Duration.ofMillis(500);

  private final List<TermReader> readers;
  private final ExtractionRepository extractions;
  private final ExtractionLeases leases;
  private final ExtractionConfiguration configuration;
  private final Clock clock;

  TermReading(
      List<TermReader> readers,
      ExtractionRepository extractions,
      ExtractionLeases leases,
      ExtractionConfiguration configuration,
      Clock clock) {
    this.readers = readers;
    this.extractions = extractions;
    this.leases = leases;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * What is to be read.
   *
   * @param provider who shall read; null for the configured order
   * @param isForced whether an earlier reading does not do
   */
  record Request(
      ContractDocument document,
      DocumentText text,
      @Nullable String jurisdiction,
      @Nullable ExtractionProvider provider,
      boolean isForced) {}

  /** The reading that is there, or a new one under a lease. */
  Prepared findOrRead(Actor actor, Request request) {
    List<ExtractionProvider> order = order(request.provider());
    Instant since = clock.instant();
    long endNanos = System.nanoTime() + budget().toNanos();
    while (true) {
      Extraction there = there(request, since);
      if (there != null) {
        return new Prepared.There(there);
      }
      ExtractionLeases.Lease lease = leases.take(request.document().id(), order.getFirst());
      if (lease != null) {
        return read(actor, request, order, lease, since, endNanos);
      }
      if (System.nanoTime() >= endNanos) {
        throw unavailable("Somebody else is having this text read; try again.");
      }
      pause();
    }
  }

  /** One that does; when forced, only what somebody else had read since. */
  private @Nullable Extraction there(Request request, Instant since) {
    return extractions.lastOfText(
        request.document().id(), request.provider(), request.isForced() ? since : null);
  }

  private Prepared read(
      Actor actor,
      Request request,
      List<ExtractionProvider> order,
      ExtractionLeases.Lease lease,
      Instant since,
      long endNanos) {
    boolean isRead = false;
    try {
      // It may have been stored between looking and taking the lease.
      Extraction there = there(request, since);
      if (there != null) {
        return new Prepared.There(there);
      }
      long startedNanos = System.nanoTime();
      List<ExtractionProvider> failed = new ArrayList<>();
      ReadTerms terms = firstAnswer(request, order, failed, endNanos);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
      NewExtraction extraction =
          new NewExtraction(
              Ids.next(),
              request.document(),
              terms,
              List.copyOf(failed),
              Math.toIntExact(millis),
              clock.instant(),
              actor.id());
      isRead = true;
      return new Prepared.Fresh(extraction, lease);
    } finally {
      if (!isRead) {
        leases.release(lease);
      }
    }
  }

  private ReadTerms firstAnswer(
      Request request,
      List<ExtractionProvider> order,
      List<ExtractionProvider> failed,
      long endNanos) {
    Set<TermReader> asked = new HashSet<>();
    for (ExtractionProvider provider : order) {
      // One that stands for several providers has tried them all the first time.
      TermReader reader = reader(provider).filter(asked::add).orElse(null);
      Duration left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
      ReadTerms terms =
          reader == null
              ? null
              : reader.read(provider, request.text(), request.jurisdiction(), left).orElse(null);
      if (terms == null || terms.provider() != provider) {
        failed.add(provider);
      }
      if (terms != null) {
        return terms;
      }
    }
    throw unavailable("No reader could be reached: nothing was read. Try again.");
  }

  private List<ExtractionProvider> order(@Nullable ExtractionProvider provider) {
    List<ExtractionProvider> wanted = provider == null ? configuration.order() : List.of(provider);
    List<ExtractionProvider> there =
        wanted.stream().filter(each -> reader(each).isPresent()).toList();
    if (there.isEmpty()) {
      throw unavailable("This provider is not configured on this server.");
    }
    return there;
  }

  private Optional<TermReader> reader(ExtractionProvider provider) {
    return readers.stream().filter(reader -> reader.readsFor(provider)).findFirst();
  }

  private Duration budget() {
    Deadline deadline = Deadline.current();
    Duration most = configuration.deadline();
    if (deadline == null) {
      return most;
    }
    Duration left = deadline.remaining().minus(RESERVE);
    return left.compareTo(most) < 0 ? left : most;
  }

  private static RefusedException unavailable(String message) {
    return RefusedException.of(UserErrorCode.READER_UNAVAILABLE, message, "input", "provider");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for another's reading", stopped);
    }
  }
}
