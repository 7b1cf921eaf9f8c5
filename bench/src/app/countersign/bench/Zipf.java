package app.countersign.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws keys of which the k-th most wanted is wanted 1/k as often as the first; seeded. */
final class Zipf {
  private final double[] cumulative;
  private final int[] keys;

  /** Keys 1 to {@code count}, in an order of popularity that has nothing to do with the number. */
  Zipf(int count, long seed) {
    cumulative = new double[count];
    keys = new int[count];
    double sum = 0;
    for (int rank = 0; rank < count; rank++) {
      sum += 1.0 / (rank + 1);
      cumulative[rank] = sum;
      keys[rank] = rank + 1;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = keys[last];
      keys[last] = keys[other];
      keys[other] = kept;
    }
  }

  int draw(SplittableRandom random) {
    int found =
        Arrays.binarySearch(cumulative, random.nextDouble(cumulative[cumulative.length - 1]));
    return keys[found < 0 ? Math.min(-found - 1, keys.length - 1) : found];
  }
}
