package app.countersign.survive;

import app.countersign.testing.process.Cluster;
import java.util.Map;

/** Ends PostgreSQL as a power cut would, in the middle of its work. */
final class DatabaseKilled implements Promise {
  @Override
  public String words() {
    return "PostgreSQL killed at any moment: nothing lost or half done";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    Cluster cluster = stage.cluster();
    try (Trial trial = new Trial(stage, "database_killed", Map.of(), findings)) {
      for (int round = 1; round <= stage.scale().of(1, 20); round++) {
        trial.round(
            "kill of PostgreSQL " + round,
            () -> {
              cluster.kill();
              cluster.restart();
            });
      }
      trial.audit();
    }
  }
}
