package app.countersign.bench;

import java.time.Duration;
import java.util.Map;

/** Calls everything that is measured until the compiler has seen it often enough. */
final class WarmUp {
  private static final int MOST_SUBMISSIONS = 2_500;
  private static final int SLOW_EVERY = 10;
  private static final int COMPUTED = 20;

  private final Scene scene;
  private final TermRows terms;

  WarmUp(Scene scene, TermRows terms) {
    this.scene = scene;
    this.terms = terms;
  }

  /** How often the whole round was gone. */
  int run(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    int rounds = 0;
    while (System.nanoTime() < end) {
      round(rounds++);
    }
    return rounds;
  }

  private void round(int number) throws Exception {
    BenchClient client = scene.client();
    client.ask(Operations.NOTHING, Map.of());
    int account = scene.newAccount();
    int contract = scene.newContract();
    for (int time = 0; time < 2; time++) {
      client.ask(Operations.SEARCH, Operations.search(account));
      client.ask(Operations.CONTRACT, Operations.contract(contract));
      scene.inProcess().run(Operations.CONTRACT, Operations.contract(contract));
    }
    if (scene.submitted() < MOST_SUBMISSIONS) {
      client.ask(Operations.SUBMIT, Operations.submit(scene.newReading()));
    }
    client.ask(Operations.QUOTE, Operations.quote(1 + number % scene.submitted()));
    for (int computed = 0; computed < COMPUTED; computed++) {
      terms.compute(number * COMPUTED + computed);
    }
    if (number % SLOW_EVERY == 0) {
      client.ask(Operations.EXTRACT, Operations.extract(BenchData.LONG_TEXT));
      client.pdf(BenchData.contract(BenchData.LONG_TEXT));
      terms.read();
    }
  }
}
