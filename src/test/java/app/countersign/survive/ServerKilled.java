package app.countersign.survive;

import java.util.Map;

/** Ends the server as a power cut would, in the middle of its work. */
final class ServerKilled implements Promise {
  @Override
  public String words() {
    return "A server killed at any moment: nothing lost or half done";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    try (Trial trial = new Trial(stage, "server_killed", Map.of(), findings)) {
      for (int round = 1; round <= stage.scale().of(1, 20); round++) {
        trial.round("kill of the server " + round, stage.scale().of(100, 200), trial::killServer);
      }
      trial.audit();
    }
  }
}
