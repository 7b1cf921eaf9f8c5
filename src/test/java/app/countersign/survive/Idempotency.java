package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.testing.process.ServerProcess;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A call that is repeated with its key is carried out once, whatever happened to its answer. */
final class Idempotency implements Promise {
  private static final String DATABASE = "idempotency";

  @Override
  public String words() {
    return "idempotency: one key, one effect, and the first answer again";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    ServerProcess.Start start = stage.start(DATABASE, Map.of());
    CompletableFuture<ServerProcess> starting =
        CompletableFuture.supplyAsync(() -> server(start, 0));
    try (ServerProcess doomed = server(start, 0);
        ServerProcess steady = starting.join();
        Connection connection = stage.cluster().connect(DATABASE)) {
      Desk desk = Desk.open(stage, DATABASE, steady.uri());
      KeyedTrial trial =
          new KeyedTrial(
              desk,
              desk.person(Role.SENIOR_OPERATOR),
              List.of(steady.uri(), doomed.uri()),
              connection,
              findings);
      for (int round = 0; round < stage.scale().of(1, 20); round++) {
        trial.crowd(round);
        trial.swallow(round);
        trial.goOn(round);
      }
      trial.withoutKey();
      new KilledCalls(trial, start, stage.scale()).play(doomed);
    }
  }

  /** On a port that is free where none is named. */
  static ServerProcess server(ServerProcess.Start start, int port) {
    try {
      return port == 0 ? ServerProcess.start(start) : ServerProcess.start(start, port);
    } catch (Exception failure) {
      throw new IllegalStateException("a server does not start", failure);
    }
  }
}
