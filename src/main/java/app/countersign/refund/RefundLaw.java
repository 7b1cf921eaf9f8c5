package app.countersign.refund;

import app.countersign.platform.data.DataFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of law that are held, in one version. The same input and the same version give the same
 * answer.
 *
 * @param version the day of the data, or any other name that changes with it
 */
public record RefundLaw(String version, List<LawRule> rules) {
  /** No law at all. */
  public static final RefundLaw NONE = new RefundLaw("none", List.of());

  /**
   * Checks the rules against each other.
   *
   * @throws DataFault where an id occurs twice, or two rules of one kind, place and product hold at
   *     the same time
   */
  public RefundLaw {
    rules = List.copyOf(rules);
    Set<String> ids = new HashSet<>();
    for (int index = 0; index < rules.size(); index++) {
      LawRule rule = rules.get(index);
      if (!ids.add(rule.id())) {
        throw new DataFault("refund law: " + rule.id() + ": the id occurs twice");
      }
      for (LawRule earlier : rules.subList(0, index)) {
        if (rule.collidesWith(earlier)) {
          throw new DataFault(
              "refund law: %s: overlaps with %s: one %s rule of %s at a time"
                  .formatted(
                      rule.id(), earlier.id(), rule.effect().kind(), rule.scope().jurisdiction()));
        }
      }
    }
  }
}
