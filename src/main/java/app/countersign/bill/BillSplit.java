package app.countersign.bill;

import app.countersign.assistant.Drawer;
import app.countersign.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The working of an answer on shared costs: an amount and its shares, or what is open in the chat.
 *
 * @param billId the proposal that was stored with the answer; null where it only computes
 * @param questions what the message left open, or what was taken for granted
 */
public record BillSplit(
    @Nullable Money total,
    @Nullable String title,
    @Nullable Person payer,
    @Nullable BillRule rule,
    List<ShareOf> shares,
    @Nullable UUID billId,
    List<BalanceOf> balances,
    List<Transfer> transfers,
    List<String> questions)
    implements Drawer {
  /** Copies the lists. */
  public BillSplit {
    shares = List.copyOf(shares);
    balances = List.copyOf(balances);
    transfers = List.copyOf(transfers);
    questions = List.copyOf(questions);
  }

  /**
   * Somebody in the answer.
   *
   * @param personId null for a name that is no member's
   * @param name null for a member, whose name is the one they have now
   */
  public record Person(@Nullable UUID personId, @Nullable String name) {}

  /** What falls to one, and how it was rounded, in words. */
  public record ShareOf(Person member, Money amount, String howRounded) {}

  /** What one stood at; above zero was owed to them. */
  public record BalanceOf(Person member, Money amount) {}

  /** A payment that would settle. */
  public record Transfer(Person from, Person to, Money amount) {}
}
