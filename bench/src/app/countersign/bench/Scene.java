package app.countersign.bench;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Everything that is needed to measure, and the numbers that nobody has asked for yet. */
final class Scene {
  private static final int FIRST_COLD = 10_000;

  /** Scatters what is asked for, so that neighbours do not share pages of the database. */
  private static final long STRIDE = 7_919;

  private final Options options;
  private final BenchServer server;
  private final BenchClient client;
  private final InProcess inProcess;
  private final BenchData data;
  private final Report report;
  private final AtomicInteger accounts = new AtomicInteger();
  private final AtomicInteger contracts = new AtomicInteger();
  private final AtomicInteger readings = new AtomicInteger();

  Scene(
      Options options,
      BenchServer server,
      BenchClient client,
      InProcess inProcess,
      BenchData data,
      Report report) {
    this.options = options;
    this.server = server;
    this.client = client;
    this.inProcess = inProcess;
    this.data = data;
    this.report = report;
  }

  Options options() {
    return options;
  }

  BenchServer server() {
    return server;
  }

  BenchClient client() {
    return client;
  }

  InProcess inProcess() {
    return inProcess;
  }

  BenchData data() {
    return data;
  }

  Report report() {
    return report;
  }

  /** An account that was not looked for before. */
  int newAccount() {
    return cold(accounts.getAndIncrement(), data.accounts());
  }

  /** A contract that was not looked at before. */
  int newContract() {
    return cold(contracts.getAndIncrement(), data.contracts());
  }

  /** A contract whose reading waits to be submitted. */
  int newReading() {
    int number = readings.incrementAndGet();
    if (number > BenchData.WITH_TEXT) {
      throw new IllegalStateException("every reading was submitted");
    }
    return number;
  }

  /** How many readings were submitted, those of the contracts from 1. */
  int submitted() {
    return readings.get();
  }

  /** The values of an entry of the audit trail, as the server's statement takes them. */
  Object[] entry(
      String type,
      String subject,
      String action,
      @Nullable String contractId,
      @Nullable String before,
      String after) {
    Actor actor = inProcess.actor();
    return new Object[] {
      Ids.next(),
      type,
      subject,
      action,
      actor.id(),
      actor.name(),
      OffsetDateTime.now(ZoneOffset.UTC),
      null,
      null,
      contractId,
      null,
      before,
      after
    };
  }

  private static int cold(int index, int most) {
    int range = most - FIRST_COLD;
    if (index >= range) {
      throw new IllegalStateException("everything was asked for; take more contracts");
    }
    return FIRST_COLD + 1 + (int) (index * STRIDE % range);
  }
}
