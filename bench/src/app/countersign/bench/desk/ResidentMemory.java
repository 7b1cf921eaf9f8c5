package app.countersign.bench.desk;

import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a server holds of the machine's memory, looked at again and again. */
final class ResidentMemory {
  private final ServerProcess server;
  private final List<Double> mib = new ArrayList<>();

  ResidentMemory(ServerProcess server) {
    this.server = server;
  }

  void look() throws IOException {
    mib.add(server.residentMib());
  }

  /** The last quarter over the second: the first belongs to whatever is still warming up. */
  double growth() {
    int quarter = Math.max(1, mib.size() / 4);
    return mean(mib.subList(mib.size() - quarter, mib.size()))
        / mean(mib.subList(Math.min(quarter, mib.size() - 1), 2 * quarter));
  }

  double highestMib() {
    return mib.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
