package app.countersign.bench;

import app.countersign.bench.Report.Row;
import app.countersign.bench.Report.Target.Figure;
import java.util.List;
import java.util.Map;

/** Searching by account and looking at a contract, from the database and from memory. */
final class LookupRows {
  private static final double COLD = 50;
  private static final double CACHED = 5;

  /** So few that all of them stay in memory. */
  private static final int KEPT = 500;

  private final Scene scene;
  private final int samples;

  LookupRows(Scene scene) {
    this.scene = scene;
    this.samples = scene.options().samples();
  }

  void measure() throws Exception {
    scene
        .report()
        .add(
            Row.of(
                    "HTTP and engine alone ({ __typename })",
                    Stopwatch.time(samples, _ -> ask(Operations.NOTHING, Map.of())))
                .taking(scene.inProcess().statements(Operations.NOTHING, Map.of()).size()));
    searches();
    contracts();
  }

  private void searches() throws Exception {
    int first = scene.newAccount();
    List<String> cold = scene.inProcess().statements(Operations.SEARCH, Operations.search(first));
    List<String> cached = scene.inProcess().statements(Operations.SEARCH, Operations.search(first));
    Row coldRow =
        Row.of(
            "searchContracts, cold",
            Stopwatch.time(
                samples, _ -> ask(Operations.SEARCH, Operations.search(scene.newAccount()))));
    scene
        .report()
        .add(
            coldRow
                .beside(replayed(cold, this::searchValues))
                .taking(cold.size())
                .within(Figure.P95, COLD));
    int[] kept = new int[KEPT];
    for (int place = 0; place < KEPT; place++) {
      kept[place] = scene.newAccount();
      ask(Operations.SEARCH, Operations.search(kept[place]));
    }
    Row cachedRow =
        Row.of(
            "searchContracts, cached",
            Stopwatch.time(
                samples, index -> ask(Operations.SEARCH, Operations.search(kept[index % KEPT]))));
    scene
        .report()
        .add(
            cachedRow
                .beside(replayed(cached, _ -> List.<Object[]>of(searchEntry("BENCH-1"))))
                .taking(cached.size())
                .within(Figure.P95, CACHED));
  }

  private void contracts() throws Exception {
    int first = scene.newContract();
    List<String> cold =
        scene.inProcess().statements(Operations.CONTRACT, Operations.contract(first));
    List<String> cached =
        scene.inProcess().statements(Operations.CONTRACT, Operations.contract(first));
    Row coldRow =
        Row.of(
            "contract(id), cold",
            Stopwatch.time(
                samples, _ -> ask(Operations.CONTRACT, Operations.contract(scene.newContract()))));
    scene
        .report()
        .add(
            coldRow
                .beside(replayed(cold, this::contractValues))
                .taking(cold.size())
                .within(Figure.P95, COLD));
    int[] kept = new int[KEPT];
    for (int place = 0; place < KEPT; place++) {
      kept[place] = scene.newContract();
      ask(Operations.CONTRACT, Operations.contract(kept[place]));
    }
    Sample plain =
        replayed(
            cached, index -> List.<Object[]>of(viewEntry(BenchData.contract(kept[index % KEPT]))));
    Row cachedRow =
        Row.of(
            "contract(id), cached",
            Stopwatch.time(
                samples,
                index -> ask(Operations.CONTRACT, Operations.contract(kept[index % KEPT]))));
    scene.report().add(cachedRow.beside(plain).taking(cached.size()).within(Figure.P95, CACHED));
    Row inProcess =
        Row.of(
            "contract(id), cached, without HTTP",
            Stopwatch.time(
                samples,
                index ->
                    scene
                        .inProcess()
                        .run(Operations.CONTRACT, Operations.contract(kept[index % KEPT]))));
    scene.report().add(inProcess.beside(plain).taking(cached.size()));
    concurrent(kept, cached);
  }

  private void concurrent(int[] kept, List<String> cached) throws Exception {
    int clients = scene.options().clients();
    Sample own =
        Stopwatch.time(
            clients,
            samples * 2,
            _ -> index -> ask(Operations.CONTRACT, Operations.contract(kept[index % KEPT])));
    Sample plain =
        Replays.timed(
            scene,
            clients,
            samples * 2,
            cached,
            index -> List.<Object[]>of(viewEntry(BenchData.contract(kept[index % KEPT]))));
    scene
        .report()
        .add(
            Row.of("contract(id), cached, %d callers".formatted(clients), own)
                .beside(plain)
                .taking(cached.size()));
  }

  private Sample replayed(List<String> statements, Replay.Values values) throws Exception {
    return Replays.timed(scene, 1, samples, statements, values);
  }

  private List<Object[]> searchValues(int index) {
    String account = BenchData.account(scene.newAccount());
    return List.of(
        new Object[] {account, account}, new Object[] {account}, searchEntry("BENCH-" + index));
  }

  private Object[] searchEntry(String found) {
    return scene.entry(
        "ContractSearch",
        scene.inProcess().actor().id().toString(),
        "SEARCH",
        null,
        null,
        """
        {"accountNumber":"********0001","answeredFrom":"DATABASE","isStale":false,\
        "contractIds":["%s"]}\
        """
            .formatted(found));
  }

  private List<Object[]> contractValues(int index) {
    String id = BenchData.contract(scene.newContract());
    return List.of(new Object[] {id}, viewEntry(id));
  }

  private Object[] viewEntry(String id) {
    return scene.entry("Contract", id, "VIEW", id, null, "{\"version\":1}");
  }

  private void ask(String document, Map<String, Object> variables) throws Exception {
    scene.client().ask(document, variables);
  }
}
