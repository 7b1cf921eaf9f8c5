package app.countersign.survive;

import app.countersign.testing.process.ServerProcess;

/** Whatever is sent by whomever: it is answered plainly and cheaply, or nothing runs. */
final class HostileInput implements Promise {
  private static final String DATABASE = "hostile";

  @Override
  public String words() {
    return "Hostile input: plainly refused, cheaply, nothing told";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    Scale scale = stage.scale();
    try (ServerProcess server = stage.server(DATABASE, World.ENVIRONMENT)) {
      World world = World.make(stage, DATABASE, server.uri());
      new ForeignCalls(world, findings).check();
      new Suggestions(world, findings).check();
      new GeneratedCalls(world, findings).check(scale.of(300, 20_000));
      new Attacks(world, server, findings).check(scale.of(3, 7));
      new BrokenLine(world, findings).check(scale.of(500, 50_000));
    }
  }
}
