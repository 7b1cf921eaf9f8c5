package app.countersign.bill;

import app.countersign.platform.access.Allowance;
import java.util.UUID;

/** What somebody may do with a bill now. */
public record BillPermissions(Allowance countersign, Allowance discard, Allowance takeBack) {

  /**
   * What {@code person} may do.
   *
   * @param isMember whether the person is in the chat now
   * @param isPaid whether anything was paid on one of its debts
   */
  static BillPermissions of(Bill bill, UUID person, boolean isMember, boolean isPaid) {
    Allowance decide = decide(bill, isMember);
    return new BillPermissions(decide, decide, takeBack(bill, person, isMember, isPaid));
  }

  private static Allowance decide(Bill bill, boolean isMember) {
    if (bill.status() != BillStatus.PROPOSED) {
      return Allowance.no("The bill is no longer a proposal.");
    }
    return isMember ? Allowance.YES : Allowance.no("Only a member of the chat may decide.");
  }

  private static Allowance takeBack(Bill bill, UUID person, boolean isMember, boolean isPaid) {
    if (bill.status() != BillStatus.RECORDED) {
      return Allowance.no("The bill is not in force.");
    }
    if (!isMember || !(person.equals(bill.payerId()) || person.equals(bill.recordedBy()))) {
      return Allowance.no("Only the member who recorded it or paid may take it back.");
    }
    return isPaid ? Allowance.no("Something was paid on its debts already.") : Allowance.YES;
  }
}
