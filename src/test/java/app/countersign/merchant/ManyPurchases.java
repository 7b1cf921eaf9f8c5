package app.countersign.merchant;

import app.countersign.knot.KnotTransactions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A source of transactions from a seed, and the log in which it tells of them: with what they were
 * before, twice and more, and in no order.
 *
 * @param source what each of them is in the end, by id
 * @param log states in the order in which they are told
 */
public record ManyPurchases(Map<String, ObjectNode> source, List<ObjectNode> log) {
  private static final List<String> STAGES = List.of("ORDERED", "BILLED", "SHIPPED", "DELIVERED");

  /** What is to be stored in the end, by the id of the source. */
  public Map<String, PurchaseFacts> facts() {
    Map<String, PurchaseFacts> facts = new HashMap<>();
    source.forEach(
        (id, last) -> {
          BigDecimal total = new BigDecimal(last.path("price").path("total").textValue());
          facts.put(
              id,
              new PurchaseFacts(
                  last.path("order_status").textValue(),
                  total.stripTrailingZeros(),
                  1,
                  1,
                  total.signum() == 0 ? 0 : 1));
        });
    return facts;
  }

  /** As many, and whatever the seed makes of them. */
  public static ManyPurchases of(int count, long seed) {
    Random random = new Random(seed);
    Map<String, ObjectNode> source = new LinkedHashMap<>();
    List<ObjectNode> log = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      int stage = random.nextInt(STAGES.size());
      String total = "%d.%02d".formatted(random.nextInt(500), random.nextInt(100));
      String at =
          "20%02d-%02d-%02dT%02d:00:00Z"
              .formatted(
                  20 + random.nextInt(6),
                  1 + random.nextInt(12),
                  1 + random.nextInt(28),
                  random.nextInt(24));
      ObjectNode last = KnotTransactions.simple(id, at, STAGES.get(stage), total, "4242");
      source.put(id.toString(), last);
      log.add(last);
      if (random.nextInt(5) == 0) {
        log.add(last);
      }
      for (int before = 0; before < stage; before++) {
        if (random.nextInt(10) == 0) {
          log.add(KnotTransactions.simple(id, at, STAGES.get(before), total + "1", "4242"));
        }
      }
    }
    Collections.shuffle(log, random);
    return new ManyPurchases(source, log);
  }
}
