package app.countersign.split;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parts of a whole number of minor units, exact, over one denominator.
 *
 * @param numerators one for each member; their sum is a multiple of the denominator
 */
record ExactParts(List<BigInteger> numerators, BigInteger denominator) {

  /** A part in whole minor units, and whether it holds one of those left over by rounding. */
  record Rounded(BigInteger units, int oddUnit) {}

  /**
   * @param weights at least 0, not all 0
   */
  static ExactParts proportional(BigInteger units, List<BigInteger> weights) {
    return new ExactParts(weights.stream().map(units::multiply).toList(), sum(weights));
  }

  static BigInteger sum(List<BigInteger> numbers) {
    return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * By largest remainder (Hamilton's method): everybody has the whole units of the exact part, and
   * the units that are left over go one each to the largest remainders, to the first of equal ones.
   * What is negative is rounded as its mirror image.
   */
  List<Rounded> rounded() {
    BigInteger sign = BigInteger.valueOf(sign());
    List<BigInteger[]> divided =
        numerators.stream().map(numerator -> floor(numerator.multiply(sign))).toList();
    BigInteger floors = sum(divided.stream().map(whole -> whole[0]).toList());
    int left = sum(numerators).multiply(sign).divide(denominator).subtract(floors).intValueExact();
    boolean[] hasOddUnit = new boolean[numerators.size()];
    if (left > 0) {
      IntStream.range(0, divided.size())
          .boxed()
          .sorted(Comparator.comparing((Integer place) -> divided.get(place)[1]).reversed())
          .limit(left)
          .forEach(place -> hasOddUnit[place] = true);
    }
    var parts = new ArrayList<Rounded>(divided.size());
    for (int place = 0; place < divided.size(); place++) {
      BigInteger odd = hasOddUnit[place] ? sign : BigInteger.ZERO;
      parts.add(new Rounded(divided.get(place)[0].multiply(sign).add(odd), odd.intValue()));
    }
    return parts;
  }

  /** That of the whole; of the first part that is not zero where the parts cancel out. */
  private int sign() {
    int whole = sum(numerators).signum();
    return whole != 0
        ? whole
        : numerators.stream()
            .mapToInt(BigInteger::signum)
            .filter(sign -> sign != 0)
            .findFirst()
            .orElse(1);
  }

  private BigInteger[] floor(BigInteger numerator) {
    BigInteger[] divided = numerator.divideAndRemainder(denominator);
    return divided[1].signum() < 0
        ? new BigInteger[] {divided[0].subtract(BigInteger.ONE), divided[1].add(denominator)}
        : divided;
  }
}
