package app.countersign.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An import laid over what is known: what it leaves open stays as it was. So does what it leaves
 * open of a vehicle, and of a loan of the same amount and rate; another loan is taken whole, for
 * its terms belong together.
 */
final class ContractMerge {
  private ContractMerge() {}

  /** The contract of which nothing is known but what identifies it. */
  static Contract unknown(ImportedContract stated, Instant now) {
    return new Contract(
        stated.contractId(),
        stated.accountNumber(),
        stated.type(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        now,
        1,
        now,
        now);
  }

  static Contract over(Contract known, ImportedContract stated) {
    return new Contract(
        known.id(),
        stated.accountNumber(),
        stated.type(),
        either(stated.contractDate(), known.contractDate()),
        either(stated.effectiveDate(), known.statedEffectiveDate()),
        either(stated.endDate(), known.endDate()),
        either(stated.termMonths(), known.termMonths()),
        either(stated.customerName(), known.customerName()),
        vehicle(stated.vehicle(), known.vehicle()),
        either(stated.price(), known.price()),
        either(stated.jurisdiction(), known.jurisdiction()),
        loan(stated.loan(), known.loan()),
        either(stated.odometerAtSale(), known.odometerAtSale()),
        either(stated.mileageLimit(), known.mileageLimit()),
        either(stated.objectKey(), known.objectKey()),
        known.documentVersion(),
        known.syncedAt(),
        known.version(),
        known.createdAt(),
        known.updatedAt());
  }

  /** The names of the fields that differ, as the schema has them; the text aside. */
  static List<String> changes(Contract before, Contract after) {
    List<String> changed = new ArrayList<>();
    add(changed, "accountNumber", before.accountNumber(), after.accountNumber());
    add(changed, "type", before.type(), after.type());
    add(changed, "contractDate", before.contractDate(), after.contractDate());
    add(changed, "effectiveDate", before.statedEffectiveDate(), after.statedEffectiveDate());
    add(changed, "endDate", before.endDate(), after.endDate());
    add(changed, "termMonths", before.termMonths(), after.termMonths());
    add(changed, "customerName", before.customerName(), after.customerName());
    add(changed, "vehicle", before.vehicle(), after.vehicle());
    add(changed, "price", before.price(), after.price());
    add(changed, "jurisdiction", before.jurisdiction(), after.jurisdiction());
    add(changed, "loan", before.loan(), after.loan());
    add(changed, "odometerAtSale", before.odometerAtSale(), after.odometerAtSale());
    add(changed, "mileageLimit", before.mileageLimit(), after.mileageLimit());
    add(changed, "objectKey", before.objectKey(), after.objectKey());
    return changed;
  }

  private static @Nullable Vehicle vehicle(@Nullable Vehicle stated, @Nullable Vehicle known) {
    Vehicle merged =
        stated == null || known == null
            ? either(stated, known)
            : new Vehicle(
                either(stated.make(), known.make()),
                either(stated.model(), known.model()),
                either(stated.year(), known.year()));
    // Nothing said of any part is the same as no vehicle, as it is when read back.
    return new Vehicle(null, null, null).equals(merged) ? null : merged;
  }

  private static @Nullable ContractLoan loan(
      @Nullable ContractLoan stated, @Nullable ContractLoan known) {
    if (stated == null || known == null) {
      return either(stated, known);
    }
    boolean isSame =
        stated.amount().equals(known.amount())
            && stated.annualRatePct().compareTo(known.annualRatePct()) == 0;
    return isSame
        ? new ContractLoan(
            known.amount(),
            known.annualRatePct(),
            either(stated.payment(), known.payment()),
            either(stated.lender(), known.lender()))
        : stated;
  }

  private static <T> @Nullable T either(@Nullable T stated, @Nullable T known) {
    return stated == null ? known : stated;
  }

  private static void add(
      List<String> changed, String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      changed.add(field);
    }
  }
}
