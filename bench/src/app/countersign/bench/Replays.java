package app.countersign.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Times plain counterparts, each caller with a connection of its own. */
final class Replays {
  private static final int WARM_UP = 300;

  private Replays() {}

  static Sample timed(
      Scene scene, int callers, int count, List<String> statements, Replay.Values values)
      throws Exception {
    return timed(scene, callers, count, WARM_UP, statements, values);
  }

  /** With so many calls by each connection first, so that its statements are prepared. */
  static Sample timed(
      Scene scene,
      int callers,
      int count,
      int warmUp,
      List<String> statements,
      Replay.Values values)
      throws Exception {
    List<Replay> replays = new ArrayList<>();
    try {
      for (int number = 0; number < callers; number++) {
        Replay replay = new Replay(scene.server().connect(), statements, values);
        replays.add(replay);
        for (int call = 0; call < warmUp; call++) {
          replay.run(call);
        }
      }
      return Stopwatch.time(callers, count, number -> replays.get(number)::run);
    } finally {
      close(replays);
    }
  }

  private static void close(List<Replay> replays) throws SQLException {
    for (Replay replay : replays) {
      replay.close();
    }
  }
}
