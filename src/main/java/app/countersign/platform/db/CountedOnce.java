package app.countersign.platform.db;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A number that is found out when it is first asked for and remembered. */
final class CountedOnce implements LongSupplier {
  private final LongSupplier count;
  private volatile @Nullable Long known;

  CountedOnce(LongSupplier count) {
    this.count = count;
  }

  @Override
  public long getAsLong() {
    Long number = known;
    if (number == null) {
      number = count.getAsLong();
      known = number;
    }
    return number;
  }
}
